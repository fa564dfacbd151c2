package dev.thruway.cli.capture;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.engine.mark.VmMarks;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Numbered names in place of those that tell whose an inventory is, in the order in which they are
/// asked for: the same inventory gets the same ones. Ids and addresses keep their form. Nothing of
/// a name is in its pseudonym.
final class Pseudonyms implements Names {

    /// Before the label in what a dynamic device asks for, as notes have it.
    private static final String LABEL = ", label ";

    /// What every installation has.
    private static final Set<String> COMMON = Set.of("VM Network", "ha-datacenter");

    private final Map<Kind, Map<String, Integer>> seen = new EnumMap<>(Kind.class);

    @Override
    public String of(Kind kind, String name) {
        if (name.isEmpty() || COMMON.contains(name)) {
            return name;
        }
        var known = seen.computeIfAbsent(kind, _ -> new HashMap<>());
        return pseudonym(kind, known.computeIfAbsent(name, _ -> known.size() + 1));
    }

    private static String pseudonym(Kind kind, int n) {
        return switch (kind) {
            case ADDRESS -> "198.18.%d.%d".formatted(n / 250 % 250, n % 250 + 1);
            case MAC -> "00:50:56:00:%02x:%02x".formatted(n >> 8 & 0xFF, n & 0xFF);
            case UUID -> "00000000-0000-4000-8000-%012d".formatted(n);
            case SERIAL -> "SERIAL%06d".formatted(n);
            case HOST -> "host-%03d.example.com".formatted(n);
            case VCENTER -> "vc-%03d.example.com".formatted(n);
            case CLUSTER,
                    DATACENTER,
                    DATASTORE,
                    FILES,
                    FOLDER,
                    GUEST,
                    LABEL,
                    NETWORK,
                    PERSON,
                    SERVER,
                    SNAPSHOT,
                    VM ->
                    "%s-%03d".formatted(kind.name().toLowerCase(Locale.ROOT), n);
        };
    }

    /// A note that is another VM's, as in a clone, or that another version wrote, counts for
    /// nothing, and is left out.
    @Override
    public Optional<String> of(Note note) {
        return switch (note.key().toLowerCase(Locale.ROOT)) {
            case VmMarks.BEFORE -> before(note);
            case VmMarks.AGREED -> agreed(note);
            default -> Optional.empty();
        };
    }

    private Optional<String> before(Note note) {
        return VmMarks.readBefore(note.text(), note.instanceUuid())
                .map(b ->
                        VmMarks.write(
                                new VmBefore(
                                        b.power(),
                                        b.firmware(),
                                        b.secureBoot(),
                                        b.memoryReservationMib(),
                                        b.lockedToMax(),
                                        b.extraConfig(),
                                        b.deviceAddresses().stream().map(this::device).toList(),
                                        b.guestTouched(),
                                        of(Kind.VM, b.name())),
                                of(Kind.UUID, note.instanceUuid())));
    }

    /// An address, or what a dynamic device asks for.
    private String device(String noted) {
        int at = noted.indexOf(LABEL);
        return at < 0
                ? noted
                : noted.substring(0, at)
                        + LABEL
                        + of(Kind.LABEL, noted.substring(at + LABEL.length()));
    }

    private Optional<String> agreed(Note note) {
        var cards =
                VmMarks.readAgreed(note.text(), note.instanceUuid()).stream()
                        .map(c ->
                                new AgreedCard(
                                        c.address(),
                                        c.ids(),
                                        c.slot(),
                                        c.serial().map(s -> of(Kind.SERIAL, s))))
                        .toList();
        var devices =
                VmMarks.readDynamic(note.text(), note.instanceUuid()).stream()
                        .map(d ->
                                new DynamicDevice(
                                        d.products(), d.label().map(l -> of(Kind.LABEL, l))))
                        .toList();
        return cards.isEmpty() && devices.isEmpty()
                ? Optional.empty()
                : Optional.of(VmMarks.write(cards, devices, of(Kind.UUID, note.instanceUuid())));
    }
}
