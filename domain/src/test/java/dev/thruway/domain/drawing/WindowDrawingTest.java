package dev.thruway.domain.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.thruway.domain.drawing.WindowDrawing.Run;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WindowDrawingTest {

    private static final MmioDevice A100 =
            new MmioDevice(
                    "A100-40GB",
                    List.of(
                            new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false),
                            new Bar(1, ByteSize.ofGib(64), Width.BITS_64, true),
                            new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true)),
                    Optional.empty());

    private static WindowDrawing drawing(int count, long gib) {
        return WindowDrawing.of(Collections.nCopies(count, A100), gib);
    }

    @Test
    void eachBarLiesAtAMultipleOfItsSizeTheLargestFirst() {
        var blocks = drawing(3, 256).blocks();
        assertThat(blocks)
                .extracting(b -> b.part().size().toString())
                .containsExactly("64 GiB", "64 GiB", "64 GiB", "32 MiB", "32 MiB", "32 MiB");
        assertThat(blocks).allMatch(b -> b.offset() % b.part().size().bytes() == 0);
        for (int i = 1; i < blocks.size(); i++) {
            assertThat(blocks.get(i).offset()).isEqualTo(blocks.get(i - 1).end());
        }
    }

    /// From the start of the window above 4 GiB, as Linux read them in VMs with an H100 80GB HBM3
    /// (BAR 2 at 0x100000000000, BAR 4 at 0x102000000000, BAR 0 at 0x102002000000) and an H200.
    @ParameterizedTest
    @CsvSource({
        "128, 256, 0x2000000000, 0x2002000000, 0x2003000000",
        "256, 512, 0x4000000000, 0x4002000000, 0x4003000000",
    })
    void theBarsOfARealCardLieWhereItsVmHadThem(
            int gib, long window, String bar4, String bar0, String end) {
        var card =
                new MmioDevice(
                        "card",
                        List.of(
                                new Bar(0, ByteSize.ofMib(16), Width.BITS_64, true),
                                new Bar(2, ByteSize.ofGib(gib), Width.BITS_64, true),
                                new Bar(4, ByteSize.ofMib(32), Width.BITS_64, true)),
                        Optional.empty());

        var drawing = WindowDrawing.of(List.of(card), window);

        assertThat(drawing.blocks())
                .extracting(b -> b.part().name(), WindowDrawing.Block::offset)
                .containsExactly(
                        tuple("card BAR 2", 0L),
                        tuple("card BAR 4", Long.decode(bar4)),
                        tuple("card BAR 0", Long.decode(bar0)));
        assertThat(drawing.blocks().getLast().end()).isEqualTo(Long.decode(end));
    }

    /// 16 MiB with 32 bits: no address in a window above 4 GiB can be written into them.
    @Test
    void aBarOf32BitsLiesBelow4GibAndTakesNothingOfTheWindow() {
        var drawing = drawing(2, 256);
        assertThat(drawing.below()).extracting(p -> p.name()).containsOnly("A100-40GB BAR 0");
        assertThat(drawing.free().inParts()).isEqualTo("127 GiB + 960 MiB");
        assertThat(drawing.runs().getLast().name()).isEqualTo("2 × A100-40GB BAR 0");
        assertThat(drawing.runs().getLast().place()).isEmpty();
    }

    /// 32 GiB beside a small one: the large one is lost, the small one fits.
    @Test
    void theDefaultWindowLosesOnlyWhatDoesNotFitIntoIt() {
        assertThat(drawing(1, 128).lostByDefault())
                .extracting(Run::name)
                .containsExactly("A100-40GB BAR 1");
        var l4 =
                new MmioDevice(
                        "L4",
                        List.of(
                                new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false),
                                new Bar(1, ByteSize.ofGib(32), Width.BITS_64, true),
                                new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true)),
                        Optional.empty());
        assertThat(WindowDrawing.of(List.of(l4, l4), 128).lostByDefault())
                .extracting(Run::name)
                .containsExactly("L4 BAR 1", "2 × L4 BAR 3");
    }

    @ParameterizedTest
    @CsvSource({"1, 16", "39, 32", "40, 32", "63, 32", "64, 64", "80, 64", "1000000, 64"})
    void itIsAsWideAsTheTerminalAllowsAndAlwaysAPowerOfTwo(int terminal, int columns) {
        assertThat(WindowDrawing.columns(terminal)).isEqualTo(columns);
    }

    @Test
    void aNarrowDrawingIsToTheSameScale() {
        assertThat(drawing(1, 128).lines(32))
                .containsExactly(
                        "0" + " ".repeat(15) + "64 GiB   128 GiB",
                        "█".repeat(16) + "▏" + "·".repeat(15));
        assertThat(drawing(1, 128).defaultLine(32)).contains("───────┘");
        assertThat(drawing(1, 32).defaultLine(32)).isEmpty();
    }

    /// 128 of 64 GiB in 16 TiB: two in a column of 32.
    @Test
    void aColumnThatSeveralBarsFillIsNotDrawnAsNearlyFree() {
        assertThat(drawing(128, 16_384).lines(64).getLast())
                .isEqualTo("▒".repeat(32) + "▏" + "·".repeat(31));
    }

    /// The plan says it in a sentence, and takes it from the sum.
    @Test
    void theSentenceOfWhatIsLeftSaysWhatTheDrawingLeavesFree() {
        var blind = new MmioDevice("A40", List.of(), Optional.of(ByteSize.ofGib(48)));
        for (var devices :
                List.of(List.of(A100), List.of(A100, A100), List.of(blind), List.of(A100, blind))) {
            var needed = (MmioWindow.Needed) MmioWindow.of(devices);
            for (long gib : List.of(needed.gib(), 4 * needed.gib())) {
                assertThat(MmioReasoning.left(devices, needed, gib).args().get("left"))
                        .isEqualTo(WindowDrawing.of(devices, gib).free().inParts());
            }
        }
    }

    @Test
    void everyLineOfADrawingHasItsColumns() {
        for (long gib = 1; gib <= 65_536; gib *= 2) {
            var drawing = WindowDrawing.of(List.of(), gib);
            assertThat(drawing.lines(64)).as("%d GiB", gib).allMatch(l -> l.length() == 64);
            assertThat(drawing.lines(32).getLast()).hasSize(32);
        }
    }
}
