package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.observation.GuestObservation.Function;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.guest.GuestException;
import dev.thruway.knowledge.ProductKnowledge;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PciReaderTest {

    private static final String SYS = "/sys/bus/pci/devices";
    private static final String L40S = "0x10de\n0x26b9\n0x10de\n0x1851\n0x030200\n";
    private static final String ABSENT =
            "0x0000000000000000 0x0000000000000000 0x0000000000000000\n";
    private static final String BAR0 = "0x00000000e6000000 0x00000000e6ffffff 0x0000000000040200\n";
    private static final String BAR1 = "0x0000002000000000 0x0000002fffffffff 0x000000000014220c\n";
    private static final String BAR3 = "0x0000003000000000 0x0000003001ffffff 0x000000000014220c\n";

    private static final List<Bar> BARS =
            List.of(
                    new Bar(0, ByteSize.ofMib(16), Bar.Width.BITS_32, false),
                    new Bar(1, ByteSize.ofGib(64), Bar.Width.BITS_64, true),
                    new Bar(3, ByteSize.ofMib(32), Bar.Width.BITS_64, true));

    private final ScriptedGuest guest = new ScriptedGuest();

    private void device(String address, String attributes, String resource) {
        var folder = SYS + "/" + address + "/";
        var cat =
                "cat "
                        + String.join(
                                " ",
                                folder + "vendor",
                                folder + "device",
                                folder + "subsystem_vendor",
                                folder + "subsystem_device",
                                folder + "class");
        guest.program(cat, 0, attributes).file(folder + "resource", resource);
    }

    private List<Function> read(String listing) {
        guest.program("ls " + SYS, 0, listing);
        return new PciReader(guest.shell(), ProductKnowledge.builtIn()).read().gpus();
    }

    private static Function l40s(Integer... unassigned) {
        return new Function(
                PciAddress.parse("0000:03:00.0"),
                new PciIds(0x10de, 0x26b9, 0x10de, 0x1851),
                List.of(unassigned),
                BARS.stream().filter(b -> !List.of(unassigned).contains(b.index())).toList());
    }

    @Test
    void findsAGpuWithAllItsBars() {
        device("0000:03:00.0", L40S, BAR0 + BAR1 + ABSENT + BAR3 + ABSENT + ABSENT);

        assertThat(read("0000:03:00.0\n")).containsExactly(l40s());
    }

    /// The guest's `resource` of real cards, passed through to VMs with Ubuntu 24.04.3 and kernel
    /// 6.18.44, between those of the VM's own devices; the catalog has the BARs that they had.
    @ParameterizedTest
    @CsvSource({
        "0x2330, 0x16c1, 0x0000102002000000 0x0000102002ffffff,"
                + " 0x0000100000000000 0x0000101fffffffff,"
                + " 0x0000102000000000 0x0000102001ffffff, 128",
        "0x2335, 0x18bf, 0x0000104002000000 0x0000104002ffffff,"
                + " 0x0000100000000000 0x0000103fffffffff,"
                + " 0x0000104000000000 0x0000104001ffffff, 256",
    })
    void readsTheBarsOfARealCard(
            String id, String board, String bar0, String bar2, String bar4, int gib) {
        var flags = " 0x000000000014220c\n";
        device("0000:00:00.0", "0x8086\n0x0d57\n0x0000\n0x0000\n0x060000\n", ABSENT.repeat(7));
        device(
                "0000:00:03.0",
                "0x1af4\n0x1041\n0x1af4\n0x1041\n0x020000\n",
                "0x0000004000100000 0x000000400017ffff 0x0000000000140204\n" + ABSENT.repeat(6));
        device(
                "0000:00:06.0",
                "0x10de\n%s\n0x10de\n%s\n0x030200\n".formatted(id, board),
                bar0 + flags + ABSENT + bar2 + flags + ABSENT + bar4 + flags + ABSENT.repeat(2));
        var ids = new PciIds(0x10de, Integer.decode(id), 0x10de, Integer.decode(board));
        var bars =
                List.of(
                        new Bar(0, ByteSize.ofMib(16), Bar.Width.BITS_64, true),
                        new Bar(2, ByteSize.ofGib(gib), Bar.Width.BITS_64, true),
                        new Bar(4, ByteSize.ofMib(32), Bar.Width.BITS_64, true));

        assertThat(read("0000:00:00.0\n0000:00:03.0\n0000:00:06.0\n"))
                .containsExactly(
                        new Function(PciAddress.parse("0000:00:06.0"), ids, List.of(), bars));
        assertThat(ProductKnowledge.builtIn().gpu(ids))
                .hasValueSatisfying(model -> assertThat(model.bars()).isEqualTo(bars));
    }

    @Test
    void namesTheBarsWithoutAnAddress() {
        device("0000:03:00.0", L40S, BAR0 + ABSENT.repeat(5));

        assertThat(read("0000:03:00.0\n")).containsExactly(l40s(1, 3));
    }

    @Test
    void aResourceFileThatEndsEarlyMeansNoAddress() {
        device("0000:03:00.0", L40S, "");

        assertThat(read("0000:03:00.0\n")).containsExactly(l40s(0, 1, 3));
    }

    /// An I/O range, a range that is no power of two, and what is no line.
    @Test
    void whatIsNoBarIsNotTakenForOne() {
        var io = "0x0000000000003000 0x000000000000307f 0x0000000000040101\n";
        var odd = "0x00000000e6000000 0x00000000e6fffffe 0x0000000000040200\n";
        device("0000:03:00.0", L40S, BAR0 + BAR1 + ABSENT + BAR3 + io + odd + BAR0);

        assertThat(read("0000:03:00.0\n")).containsExactly(l40s());
    }

    @Test
    void otherDevicesAreNotGpus() {
        device("0000:00:0f.0", "0x15ad\n0x0405\n0x15ad\n0x0405\n0x030000\n", "");
        device("0000:03:00.1", "0x10de\n0x22ba\n0x10de\n0x1851\n0x040300\n", "");

        assertThat(read("0000:00:0f.0\n0000:03:00.1\n")).isEmpty();
    }

    @Test
    void cardsOfOtherMakersAreGpusWhereTheCatalogKnowsThem() {
        var accelerator = "0x1002\n0x740f\n0x1002\n0x0c34\n0x120000\n";
        device("0000:03:00.0", accelerator, BAR0 + BAR1 + ABSENT.repeat(4));
        device("0000:0b:00.0", accelerator.replace("740f", "ffff"), BAR0);
        device("0000:0c:00.0", accelerator.replace("740f", "ffff").replace("12", "03"), BAR0);
        device("0000:0d:00.0", accelerator.replace("120000", "040300"), BAR0);

        assertThat(read("0000:03:00.0\n0000:0b:00.0\n0000:0c:00.0\n0000:0d:00.0\n"))
                .extracting(f -> f.ids().vendorDevice())
                .containsExactly("1002:740f");
    }

    private List<Function> others(String listing) {
        guest.program("ls " + SYS, 0, listing);
        return new PciReader(guest.shell(), ProductKnowledge.builtIn()).read().others();
    }

    private static final String NIC = "0x15b3\n0x101d\n0x15b3\n0x0001\n0x020000\n";

    @Test
    void aDeviceThatIsNoGpuIsReadWhereTheKernelHasSwitchedItOn() {
        device("0000:0b:00.0", NIC, BAR0 + BAR1 + ABSENT + BAR3 + ABSENT + ABSENT);
        guest.file(SYS + "/0000:0b:00.0/enable", "1\n");

        assertThat(others("0000:0b:00.0\n"))
                .containsExactly(
                        new Function(
                                PciAddress.parse("0000:0b:00.0"),
                                new PciIds(0x15b3, 0x101d, 0x15b3, 0x0001),
                                List.of(),
                                BARS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0\n", "", "no", "-1\n"})
    void aDeviceThatTheKernelHasNotSwitchedOnSaysNothing(String enable) {
        device("0000:0b:00.0", NIC, BAR0);
        guest.file(SYS + "/0000:0b:00.0/enable", enable);

        assertThat(others("0000:0b:00.0\n")).isEmpty();
    }

    @Test
    void bridgesAndTheVmsOwnDevicesAreNotAskedForTheirBars() {
        device("0000:00:01.0", "0x8086\n0x7191\n0x0000\n0x0000\n0x060400\n", BAR0);
        device("0000:00:0f.0", "0x15ad\n0x07b0\n0x15ad\n0x07b0\n0x020000\n", BAR0);
        device("0000:03:00.0", L40S, BAR0 + BAR1 + ABSENT + BAR3 + ABSENT + ABSENT);
        for (var address : List.of("0000:00:01.0", "0000:00:0f.0", "0000:03:00.0")) {
            guest.file(SYS + "/" + address + "/enable", "1\n");
        }

        assertThat(others("0000:00:01.0\n0000:00:0f.0\n0000:03:00.0\n")).isEmpty();
    }

    @Test
    void ofAnUnknownCardOnlyNoneAtAllCanBeTold() {
        var unknown = "0x10de\n0xfffe\n0x10de\n0x0001\n0x030200\n";
        device("0000:03:00.0", unknown, BAR0 + ABSENT.repeat(5));
        device("0000:0b:00.0", unknown, ABSENT.repeat(6));

        assertThat(read("0000:03:00.0\n0000:0b:00.0\n"))
                .extracting(Function::unassigned)
                .containsExactly(List.of(), List.of(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x10de\n",
                "a\nb\nc\nd\ne\n",
                "0x10de\n0x26b9\n0x10de\n0x1851\nclass\n",
                "0x10de\n0x126b9\n0x10de\n0x1851\n0x030200\n",
                "0x10de\n-1\n0x10de\n0x1851\n0x030200\n",
                "0x10de\n0x26b9\n0x10de\n0x1851\n0xffffffffff\n",
            })
    void whatIsNoDeviceFileIsNotTakenForAnotherDevice(String attributes) {
        device("0000:03:00.0", attributes, BAR0);

        assertThatThrownBy(() -> read("0000:03:00.0\n")).isInstanceOf(GuestException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000:03:00.0\n0000:0", "\u0001\ufffd"})
    void aListThatCannotBeReadIsNotTakenForAnEmptyOne(String listing) {
        device("0000:03:00.0", L40S, BAR0);

        assertThatThrownBy(() -> read(listing)).isInstanceOf(GuestException.class);
    }

    @Test
    void aListThatCannotBeHadIsNotTakenForAnEmptyOne() {
        guest.program("ls " + SYS, 2, "");
        var reader = new PciReader(guest.shell(), ProductKnowledge.builtIn());

        assertThatThrownBy(reader::read).isInstanceOf(GuestException.class);
    }

    @Test
    void aDeviceThatHasLeftTheBusIsNoGpu() {
        guest.program("ls " + SYS, 0, "0000:03:00.0\n");
        var reader = new PciReader(guest.shell(), ProductKnowledge.builtIn());

        assertThat(reader.read().gpus()).isEmpty();
    }
}
