package dev.thruway.domain.mmio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MmioReasoningTest {

    private static final MmioDevice L40S = board("L40S", 48, 64);
    private static final MmioDevice L4 = board("L4", 24, 32);
    private static final MmioDevice A40 = blind("A40", 48);

    @Test
    void showsTheSumAndThePowerAboveIt() {
        assertThat(reasons(L40S))
                .containsExactly(
                        Phrase.of(
                                "mmio.bars",
                                "terms",
                                "16 MiB + 64 GiB + 32 MiB",
                                "sum",
                                "64 GiB + 48 MiB"),
                        Phrase.of("mmio.next-power", "below", "64 GiB", "window", "128 GiB"));
    }

    @Test
    void countsEqualDevicesAndBracketsDifferentOnes() {
        assertThat(reasons(L40S, L4, L4).getFirst().args())
                .containsEntry(
                        "terms", "(16 MiB + 64 GiB + 32 MiB) + 2 × (16 MiB + 32 GiB + 32 MiB)")
                .containsEntry("sum", "128 GiB + 144 MiB");
    }

    @Test
    void showsTheBoundWhereBarsAreNotKnown() {
        assertThat(reasons(A40, A40))
                .containsExactly(
                        Phrase.of(
                                "mmio.memory",
                                "devices",
                                "A40",
                                "memory",
                                "96 GiB",
                                "bound",
                                "192 GiB"),
                        Phrase.of("mmio.rounded", "window", "256 GiB"));
        assertThat(reasons(A40, L4).getFirst())
                .satisfies(p -> {
                    assertThat(p.key()).isEqualTo("mmio.memory-and-bars");
                    assertThat(p.args()).containsEntry("bound", "128 GiB + 48 MiB");
                });
    }

    @Test
    void saysWhereNothingIsNeededAndWhereNothingIsKnown() {
        var small = new MmioDevice("T4", List.of(bar(1, ByteSize.ofMib(256))), Optional.empty());
        assertThat(reasons(small).getLast()).isEqualTo(Phrase.of("mmio.not-needed"));
        var dark = new MmioDevice("X", List.of(), Optional.empty());
        assertThat(reasons(L4, dark)).containsExactly(Phrase.of("mmio.unknown", "devices", "X"));
    }

    @Test
    void mentionsTheOtherRuleOnlyWhereItGivesMore() {
        var three = Collections.nCopies(3, L4);
        assertThat(MmioReasoning.otherRule(three, MmioWindow.of(three)))
                .contains(Phrase.of("mmio.memory-rule-larger", "window", "256 GiB"));
        for (var same : List.of(List.of(L40S), List.of(A40), List.of(L4, L4))) {
            assertThat(MmioReasoning.otherRule(same, MmioWindow.of(same))).isEmpty();
        }
    }

    /// Half of 64 TiB is for the window of a processor with 46 bits.
    @Test
    void saysWhichProcessorsAddressAWindowThatNotEveryServerCan() {
        assertThat(MmioReasoning.addressBits(window(32_768))).isEmpty();
        assertThat(MmioReasoning.addressBits(window(65_536)))
                .contains(Phrase.of("mmio.address-bits", "window", "65536 GiB", "bits", 47));
        assertThat(MmioReasoning.addressBits(window(1L << 21)).orElseThrow().key())
                .isEqualTo("mmio.address-bits");
        assertThat(MmioReasoning.addressBits(window(1L << 22)))
                .contains(Phrase.of("mmio.beyond-every-host", "window", "4194304 GiB", "bits", 53));
    }

    private static MmioWindow window(long gib) {
        return new MmioWindow.Needed(ByteSize.ofGib(gib), gib, MmioWindow.Rule.BAR_SUM);
    }

    private static List<Phrase> reasons(MmioDevice... devices) {
        var list = Stream.of(devices).toList();
        return MmioReasoning.of(list, MmioWindow.of(list));
    }

    private static MmioDevice blind(String name, int memoryGib) {
        return new MmioDevice(name, List.of(), Optional.of(ByteSize.ofGib(memoryGib)));
    }

    private static MmioDevice board(String name, int memoryGib, int barGib) {
        var bars =
                List.of(
                        new Bar(0, ByteSize.ofMib(16), Bar.Width.BITS_32, false),
                        bar(1, ByteSize.ofGib(barGib)),
                        bar(3, ByteSize.ofMib(32)));
        return new MmioDevice(name, bars, Optional.of(ByteSize.ofGib(memoryGib)));
    }

    private static Bar bar(int index, ByteSize size) {
        return new Bar(index, size, Bar.Width.BITS_64, true);
    }
}
