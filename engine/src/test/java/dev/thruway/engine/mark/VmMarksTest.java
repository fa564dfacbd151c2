package dev.thruway.engine.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.AgreedCard;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.VmBefore;
import dev.thruway.domain.observation.VmState.Firmware;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VmMarksTest {

    private static final String UUID = "52f3a1d0-6f7c-4be2-9d31-0c5e7a9b0002";
    private static final String OTHER = "52f3a1d0-6f7c-4be2-9d31-0c5e7a9b0003";

    private static final VmBefore BEFORE =
            new VmBefore(
                    Power.ON,
                    Firmware.EFI,
                    Optional.of(false),
                    4096,
                    true,
                    new TreeMap<>(Map.of("pciPassthru.use64bitMMIO", "\"TRUE\"")),
                    List.of("0000:41:00.0"),
                    true,
                    "gpu \"02\"");

    private static final AgreedCard CARD =
            new AgreedCard(
                    PciAddress.parse("0000:41:00.0"),
                    new PciIds(0x10de, 0x26b9, 0, 0xffff),
                    Optional.of("PCI-E Slot 3"),
                    Optional.of("1320000000001"));

    @Test
    void whatIsWrittenIsReadBack() {
        var sparse =
                new VmBefore(
                        Power.OFF,
                        Firmware.BIOS,
                        Optional.empty(),
                        0,
                        false,
                        new TreeMap<>(),
                        List.of(),
                        false);

        assertThat(VmMarks.readBefore(VmMarks.write(BEFORE, UUID), UUID)).contains(BEFORE);
        assertThat(VmMarks.readBefore(VmMarks.write(sparse, UUID), UUID)).contains(sparse);
    }

    @Test
    void agreedCardsAreReadBack() {
        var bare =
                new AgreedCard(
                        PciAddress.parse("0001:c1:1f.7"),
                        new PciIds(1, 2, 3, 4),
                        Optional.empty(),
                        Optional.empty());
        var cards = List.of(CARD, bare);

        assertThat(VmMarks.readAgreed(VmMarks.write(cards, List.of(), UUID), UUID))
                .isEqualTo(cards);
    }

    @Test
    void agreedDynamicDevicesAreReadBack() {
        var devices =
                List.of(
                        new DynamicDevice(
                                new TreeSet<>(List.of("10de:26b9", "10de:20b5 10de:1533")),
                                Optional.of("ai \"gpu\"")),
                        new DynamicDevice(new TreeSet<>(), Optional.empty()));
        var text = VmMarks.write(List.of(CARD), devices, UUID);

        assertThat(VmMarks.readDynamic(text, UUID)).isEqualTo(devices);
        assertThat(VmMarks.readAgreed(text, UUID)).containsExactly(CARD);
        assertThat(VmMarks.readDynamic(text, OTHER)).isEmpty();
    }

    @Test
    void theNotesOfAnotherVmAreIgnored() {
        assertThat(VmMarks.readBefore(VmMarks.write(BEFORE, UUID), OTHER)).isEmpty();
        assertThat(VmMarks.readAgreed(VmMarks.write(List.of(CARD), List.of(), UUID), OTHER))
                .isEmpty();
    }

    @Test
    void aVmWhoseUuidIsNotKnownHasNoNotes() {
        assertThat(VmMarks.readBefore(VmMarks.write(BEFORE, ""), "")).isEmpty();
        assertThat(VmMarks.readAgreed(VmMarks.write(List.of(CARD), List.of(), ""), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "null",
                "[]",
                "{",
                "7",
                "{\"vm\":\"" + UUID + "\"}",
                "{\"vm\":\"" + UUID + "\",\"power\":\"ON\",\"firmware\":\"UBOOT\"}",
                "{\"vm\":{},\"power\":\"ON\",\"firmware\":\"EFI\"}",
            })
    void whatIsNoNoteCountsAsNone(String text) {
        assertThat(VmMarks.readBefore(text, UUID)).isEmpty();
        assertThat(VmMarks.readAgreed(text, UUID)).isEmpty();
    }

    @Test
    void fieldsOfTheWrongKindDoNotStopTheReading() {
        var text =
                """
                {"vm":"%s","power":"OFF","firmware":"EFI","memoryReservation":"lots",
                 "lockedToMax":{},"secureBoot":"yes","extraConfig":[1],"devices":{"a":[]}}
                """
                        .formatted(UUID);

        assertThat(VmMarks.readBefore(text, UUID))
                .hasValueSatisfying(before -> {
                    assertThat(before.memoryReservationMib()).isZero();
                    assertThat(before.secureBoot()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"a\",2,3,4]",
                "[1,2,3]",
                "[1,2,3,65536]",
                "[-1,2,3,4]",
                "[{},2,3,4]",
                "[null,2,3,4]",
                "[1e99,2,3,4]",
                "{}",
                "\"10de\"",
            })
    void aCardWhoseIdsAreNoneIsLeftOut(String ids) {
        var text =
                "{\"vm\":\"%s\",\"cards\":[{\"address\":\"0000:41:00.0\",\"ids\":%s}]}"
                        .formatted(UUID, ids);

        assertThat(VmMarks.readAgreed(text, UUID)).isEmpty();
    }

    @Test
    void aCardWithoutAnAddressIsLeftOut() {
        var text =
                "{\"vm\":\"%s\",\"cards\":[7,{\"address\":\"here\",\"ids\":[1,2,3,4]}]}"
                        .formatted(UUID);

        assertThat(VmMarks.readAgreed(text, UUID)).isEmpty();
    }
}
