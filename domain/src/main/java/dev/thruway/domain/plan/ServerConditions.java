package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The conditions of one server, from its BMC to active passthrough.
final class ServerConditions {

    private static final Pattern BLANK = Pattern.compile("\\s+");

    /// What is no shortcoming of a server of which no card is wanted.
    private static final Set<String> WITHOUT_CARDS =
            Set.of(
                    "condition.no-card-to-pass",
                    "condition.bmc-lists-no-gpu",
                    "condition.host-lists-no-gpu");

    private final Context context;
    private final String name;
    private final Target target;

    private ServerConditions(Context context, String name) {
        this.context = context;
        this.name = name;
        this.target = Target.server(name);
    }

    static List<Condition> of(Context context, String name) {
        return new ServerConditions(context, name).all();
    }

    private List<Condition> all() {
        var list = new ArrayList<Condition>();
        context.server(name)
                .ifPresent(seen -> {
                    seen.bmc().ifPresent(bmc -> list.addAll(bmc(bmc)));
                    seen.host().ifPresent(host -> list.addAll(host(host)));
                });
        return isWanted()
                ? list
                : list.stream().filter(c -> !WITHOUT_CARDS.contains(c.message().key())).toList();
    }

    /// Whether the file wants a card of this server.
    private boolean isWanted() {
        var spec = context.spec();
        return spec.server(name)
                .filter(s -> !s.passthrough().isEmpty() || !spec.vmsOn(s).isEmpty())
                .isPresent();
    }

    private List<Condition> bmc(Observed<BmcObservation> bmc) {
        return switch (bmc) {
            case Observed.Unknown<BmcObservation>(Phrase cause) ->
                    List.of(
                            unread(ConditionId.BMC_GPU_VISIBLE, cause),
                            unread(ConditionId.BMC_GPU_FIRMWARE, cause),
                            unread(ConditionId.BIOS_READY, cause));
            case Observed.Known<BmcObservation>(BmcObservation seen) ->
                    List.of(bmcGpuVisible(seen), bmcGpuFirmware(seen), biosReady(seen));
        };
    }

    private Condition bmcGpuVisible(BmcObservation bmc) {
        var id = ConditionId.BMC_GPU_VISIBLE;
        return switch (bmc.gpus()) {
            case Observed.Unknown<List<BmcGpu>>(Phrase cause) -> unread(id, cause);
            case Observed.Known<List<BmcGpu>>(List<BmcGpu> gpus) -> visible(id, gpus);
        };
    }

    private Condition visible(ConditionId id, List<BmcGpu> gpus) {
        var wanted = context.wantedCards(name);
        var evidence = new TreeMap<String, String>();
        evidence.put("gpus", Integer.toString(gpus.size()));
        for (var gpu : gpus) {
            evidence.put("gpu " + gpu.slot().orElse("?"), describe(gpu));
        }
        if (gpus.isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.bmc-lists-no-gpu"), evidence);
        }
        var sick = gpus.stream().filter(g -> g.health().filter(h -> !h.equals("OK")).isPresent());
        var sickNames = sick.map(ServerConditions::describe).collect(Collectors.joining(", "));
        if (!sickNames.isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of("condition.bmc-gpu-unhealthy", "gpus", sickNames),
                    evidence);
        }
        var unmatched = wanted.stream().filter(c -> c.bmc().isEmpty()).toList();
        if (!unmatched.isEmpty()) {
            return Condition.no(
                    id,
                    target,
                    Phrase.of("condition.bmc-card-not-matched", "cards", addresses(unmatched)),
                    evidence);
        }
        return Condition.yes(
                id,
                target,
                Phrase.of("condition.bmc-sees-gpus", "count", Integer.toString(gpus.size())),
                evidence);
    }

    private static String describe(BmcGpu gpu) {
        return gpu.name()
                + gpu.slot().map(s -> ", " + s).orElse("")
                + gpu.serial().map(s -> ", " + s).orElse("")
                + gpu.health().map(h -> ", " + h).orElse("");
    }

    private Condition bmcGpuFirmware(BmcObservation bmc) {
        var id = ConditionId.BMC_GPU_FIRMWARE;
        return switch (bmc.gpus()) {
            case Observed.Unknown<List<BmcGpu>>(Phrase cause) -> unread(id, cause);
            case Observed.Known<List<BmcGpu>>(List<BmcGpu> gpus) -> firmware(id, gpus);
        };
    }

    private Condition firmware(ConditionId id, List<BmcGpu> gpus) {
        var wanted = context.spec().server(name).orElseThrow().gpuFirmware();
        var evidence = new TreeMap<String, String>();
        for (var gpu : gpus) {
            evidence.put(gpu.slot().orElse(gpu.name()), gpu.vbios().orElse("?"));
        }
        var unreadable = gpus.stream().filter(g -> g.vbios().isEmpty()).toList();
        if (gpus.isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.bmc-lists-no-gpu"), evidence);
        }
        if (!unreadable.isEmpty()) {
            return Condition.no(
                    id, target, Phrase.of("condition.gpu-firmware-not-readable"), evidence);
        }
        for (var gpu : gpus) {
            for (var entry : wanted.entrySet()) {
                if (named(gpu, entry.getKey())
                        && VersionOrder.compare(gpu.vbios().orElseThrow(), entry.getValue()) < 0) {
                    return Condition.no(
                            id,
                            target,
                            Phrase.of(
                                    "condition.gpu-firmware-old",
                                    "gpu",
                                    describe(gpu),
                                    "is",
                                    gpu.vbios().orElseThrow(),
                                    "wanted",
                                    entry.getValue()),
                            evidence);
                }
            }
        }
        return Condition.yes(id, target, Phrase.of("condition.gpu-firmware-right"), evidence);
    }

    /// By the catalog; a card that it does not know, by the BMC's words for it.
    private boolean named(BmcGpu gpu, String model) {
        return gpu.ids()
                .flatMap(context.knowledge()::gpu)
                .map(known -> context.knowledge().gpusNamed(model).contains(known))
                .orElseGet(() -> Stream.of(BLANK.split(gpu.name())).anyMatch(model::equals));
    }

    private Condition biosReady(BmcObservation bmc) {
        var id = ConditionId.BIOS_READY;
        return switch (bmc.bios()) {
            case Observed.Unknown<List<BiosSetting>>(Phrase cause) -> unread(id, cause);
            case Observed.Known<List<BiosSetting>>(List<BiosSetting> settings) -> {
                var evidence = new TreeMap<String, String>();
                settings.forEach(s -> evidence.put(s.attribute(), s.value()));
                var wrong = settings.stream().filter(Predicate.not(BiosSetting::right)).toList();
                yield wrong.isEmpty()
                        ? Condition.yes(id, target, Phrase.of("condition.bios-right"), evidence)
                        : Condition.no(
                                id,
                                target,
                                Phrase.of("condition.bios-wrong", "settings", changes(wrong)),
                                evidence);
            }
        };
    }

    private static String changes(List<BiosSetting> wrong) {
        return wrong.stream()
                .map(s -> "%s: %s -> %s".formatted(s.attribute(), s.value(), s.wanted()))
                .collect(Collectors.joining(", "));
    }

    private List<Condition> host(Observed<HostObservation> host) {
        return switch (host) {
            case Observed.Unknown<HostObservation>(Phrase cause) ->
                    List.of(
                            unread(ConditionId.HOST_GPU_VISIBLE, cause),
                            unread(ConditionId.HOST_PASSTHROUGH_ACTIVE, cause));
            case Observed.Known<HostObservation> _ ->
                    List.of(hostGpuVisible(), passthroughActive());
        };
    }

    private Condition hostGpuVisible() {
        var id = ConditionId.HOST_GPU_VISIBLE;
        var present = context.cards().on(name);
        var evidence = new TreeMap<String, String>();
        present.forEach(c -> evidence.put(c.function().address().toString(), identity(c)));
        if (present.isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.host-lists-no-gpu"), evidence);
        }
        var missing = missing();
        if (missing.isPresent()) {
            return Condition.no(
                    id,
                    target,
                    new Phrase(
                            "condition.host-lacks-card",
                            missing.get().args(),
                            missing.get().parts()),
                    evidence);
        }
        return Condition.yes(
                id,
                target,
                Phrase.of("condition.host-sees-gpus", "count", Integer.toString(present.size())),
                evidence);
    }

    /// Why a card that a VM or the server itself wants is not there.
    private Optional<Phrase> missing() {
        var forVms =
                context.cards().blockers().stream()
                        .filter(b -> context.vmsOn(name).contains(b.target().name()))
                        .map(Blocker::cause);
        return Stream.concat(forVms, context.offered(name).lacking().stream())
                .filter(cause -> cause.key().equals("blocker.no-such-card"))
                .findFirst();
    }

    private static String identity(Card card) {
        return card.name()
                + " "
                + card.function().ids()
                + card.slot().map(s -> ", " + s).orElse("")
                + card.serial().map(s -> ", " + s).orElse("");
    }

    private Condition passthroughActive() {
        var id = ConditionId.HOST_PASSTHROUGH_ACTIVE;
        var wanted = context.wantedCards(name).stream().flatMap(c -> c.parts().stream()).toList();
        var evidence = new TreeMap<String, String>();
        for (var card : wanted) {
            evidence.put(
                    card.function().address().toString(),
                    card.function()
                            .passthrough()
                            .known()
                            .map(PassthroughState::word)
                            .orElse("unknown"));
        }
        for (var card : wanted) {
            if (card.function().passthrough()
                    instanceof Observed.Unknown<PassthroughState>(var why)) {
                return unread(id, why);
            }
        }
        if (wanted.isEmpty()) {
            return Condition.no(id, target, Phrase.of("condition.no-card-to-pass"), evidence);
        }
        return passthroughActive(id, wanted, evidence);
    }

    private Condition passthroughActive(
            ConditionId id, List<Card> wanted, Map<String, String> evidence) {
        for (var state : PassthroughState.values()) {
            var in = wanted.stream().filter(c -> is(c, state)).toList();
            if (!in.isEmpty() && state != PassthroughState.ACTIVE) {
                return Condition.no(
                        id,
                        target,
                        Phrase.of(reason(state), "cards", addresses(in), "mode", modes(in)),
                        evidence);
            }
        }
        return Condition.yes(
                id,
                target,
                Phrase.of("condition.passthrough-active", "cards", addresses(wanted)),
                evidence);
    }

    private static String reason(PassthroughState state) {
        return switch (state) {
            case OFF -> "condition.passthrough-off";
            case ENABLED_NOT_ACTIVE -> "condition.passthrough-pending-reboot";
            case DISABLED_STILL_ACTIVE -> "condition.passthrough-off-after-reboot";
            case ACTIVE -> "condition.passthrough-active";
            case INCAPABLE -> "condition.passthrough-incapable";
            case VGPU -> "condition.passthrough-vgpu";
            case OTHER -> "condition.passthrough-other-mode";
        };
    }

    private static String modes(List<Card> cards) {
        return cards.stream()
                .flatMap(c -> c.function().mode().stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static boolean is(Card card, PassthroughState state) {
        return card.function().passthrough().known().filter(state::equals).isPresent();
    }

    private static String addresses(List<Card> cards) {
        return cards.stream()
                .map(c -> c.function().address().toString())
                .collect(Collectors.joining(", "));
    }

    private Condition unread(ConditionId id, Phrase cause) {
        return Condition.unknown(id, target, cause);
    }
}
