package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.capture.Names.Kind;
import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.engine.mark.VmMarks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PseudonymsTest {

    private final Names names = new Pseudonyms();

    @Test
    void callsTheSameThingAlwaysTheSame() {
        assertThat(names.of(Kind.VM, "gpu02")).isEqualTo("vm-001");
        assertThat(names.of(Kind.VM, "gpu03")).isEqualTo("vm-002");
        assertThat(names.of(Kind.VM, "gpu02")).isEqualTo("vm-001");
        assertThat(names.of(Kind.HOST, "gpu02")).isEqualTo("host-001.example.com");
    }

    @Test
    void keepsTheFormOfIdsAndAddresses() {
        assertThat(names.of(Kind.UUID, "5032a1d0-6f7c-4be2-9d31-0c5e7a9b0032"))
                .isEqualTo("00000000-0000-4000-8000-000000000001");
        assertThat(names.of(Kind.MAC, "00:50:56:8a:5b:32")).isEqualTo("00:50:56:00:00:01");
        assertThat(names.of(Kind.ADDRESS, "2001:db8::1")).isEqualTo("198.18.0.2");
    }

    private static final VmBefore BEFORE =
            new VmBefore(
                    VmState.Power.ON,
                    VmState.Firmware.EFI,
                    Optional.of(true),
                    4_096,
                    true,
                    new TreeMap<>(Map.of("pciPassthru.64bitMMIOSizeGB", "64")),
                    List.of("0000:41:00.0", dynamic("10de:26b9", "secret-label").word()),
                    true,
                    "gpu\"02\u00e9");

    private static final AgreedCard CARD =
            new AgreedCard(
                    PciAddress.parse("0000:41:00.0"),
                    new PciIds(0x10de, 0x26b9, 0x10de, 0x1851),
                    Optional.of("3"),
                    Optional.of("132\"0"));

    private static DynamicDevice dynamic(String product, String label) {
        return new DynamicDevice(new TreeSet<>(Set.of(product)), Optional.of(label));
    }

    private Optional<String> noted(String key, String text) {
        return names.of(new Names.Note(key, text, "u1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"thruway.before", "Thruway.Before", "THRUWAY.BEFORE"})
    void replacesTheNamesInWhatWasThereBefore(String key) {
        var text = noted(key, VmMarks.write(BEFORE, "u1")).orElseThrow();
        assertThat(text).doesNotContain("u1", "gpu", "secret");
        var read = VmMarks.readBefore(text, names.of(Kind.UUID, "u1")).orElseThrow();
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("name", "deviceAddresses")
                .isEqualTo(BEFORE);
        assertThat(read.name()).isEqualTo("vm-001");
        assertThat(read.deviceAddresses())
                .containsExactly("0000:41:00.0", dynamic("10de:26b9", "label-001").word());
    }

    @Test
    void replacesTheNamesInWhatWasAgreed() {
        var written =
                VmMarks.write(List.of(CARD), List.of(dynamic("10de:26b9", "secret-label")), "u1");
        var text = noted("Thruway.Agreed", written).orElseThrow();
        assertThat(text).doesNotContain("u1", "132", "secret");
        var uuid = names.of(Kind.UUID, "u1");
        assertThat(VmMarks.readAgreed(text, uuid))
                .containsExactly(
                        new AgreedCard(
                                CARD.address(),
                                CARD.ids(),
                                CARD.slot(),
                                Optional.of("SERIAL000001")));
        assertThat(VmMarks.readDynamic(text, uuid))
                .containsExactly(dynamic("10de:26b9", "label-001"));
    }

    @Test
    void leavesOutANoteOfWhichItIsNotKnownWhatIsANameInIt() {
        assertThat(noted("thruway.before", VmMarks.write(BEFORE, "another"))).isEmpty();
        assertThat(noted("thruway.before", "{\"owner\":\"gpu02\"}")).isEmpty();
        assertThat(noted("thruway.agreed", VmMarks.write(List.of(CARD), List.of(), "another")))
                .isEmpty();
        assertThat(noted("thruway.agreed", "gpu02")).isEmpty();
    }

    @Test
    void withoutPseudonymsEveryNoteStaysAsItIs() {
        var note = new Names.Note("thruway.before", "of another version", "u1");
        assertThat(new Names.AsTheyAre().of(note)).contains("of another version");
        assertThat(new Names.AsTheyAre().inInventory().of(note)).contains("of another version");
    }

    @Test
    void holdsNamesAsAnInventoryDoes() {
        var kept = new Names.AsTheyAre().inInventory();
        assertThat(kept.of(Kind.VM, "a/b\\c%")).isEqualTo("a%2fb%5cc%25");
        assertThat(kept.of(Kind.DATASTORE, "a/b")).isEqualTo("a/b");
    }
}
