package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Condition.Status;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.StatedNeed;
import dev.thruway.domain.mmio.StatedNeed.Extent;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.GuestObservation.Function;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Which of several sources decides the window, and what is said of it.
final class WindowNeedTest {

    private static final String L40S = "10de:26b9";
    private static final String STRANGER = "10de:2fff";
    private static final PciIds OTHER = new PciIds(0x15b3, 0x101d, 0x15b3, 0x0001);
    private static final String LOG = "[datastore1] gpu02/vmware.log";

    private static List<Bar> bars(long gib) {
        return List.of(
                new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false),
                new Bar(1, ByteSize.ofGib(gib), Width.BITS_64, true),
                new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true));
    }

    private static PowerOnLog.Device device(String address, String product, List<Bar> bars) {
        return new PowerOnLog.Device(
                PciAddress.parse(address),
                Optional.of(product).filter(p -> !p.isEmpty()),
                bars,
                bars.isEmpty() ? 0 : 14);
    }

    private static PowerOnLog log(PowerOnLog.Device... devices) {
        return new PowerOnLog(LOG, List.of(devices), Optional.empty());
    }

    private static PowerOnLog stating(long gib, Extent extent, PowerOnLog.Device... devices) {
        return new PowerOnLog(
                LOG,
                List.of(devices),
                Optional.of(new StatedNeed(ByteSize.ofGib(gib), extent, LOG + ":20")));
    }

    /// The VM holds the L40S of slot 3, without a window.
    private static World holding(PowerOnLog... logs) {
        return World.seed()
                .card(SLOT_3, c -> c.passthrough(PassthroughState.ACTIVE))
                .holding(VM, SLOT_3)
                .vm(vm -> vm.logs = Observed.of(List.of(logs)));
    }

    private static World holdingStranger(PowerOnLog... logs) {
        var world =
                World.bare()
                        .card(
                                SLOT_3,
                                c -> {
                                    c.ids = TestKnowledge.STRANGER;
                                    c.passthrough(PassthroughState.ACTIVE);
                                });
        return world.vm(vm -> vm.wantsAt(SLOT_3))
                .holding(VM, SLOT_3)
                .vm(vm -> vm.logs = Observed.of(List.of(logs)));
    }

    private static Condition window(World world) {
        return world.plan().conditions().stream()
                .filter(c -> c.id() == ConditionId.VM_MMIO_WINDOW)
                .findFirst()
                .orElseThrow();
    }

    private static String wanted(World world) {
        return window(world).message().args().getOrDefault("wanted", "-");
    }

    private static Phrase why(World world) {
        return window(world).message().parts().get("why");
    }

    @Test
    void theCatalogIsSaidToBeTheSourceWhereNothingBetterIsKnown() {
        assertThat(wanted(holding())).isEqualTo("128");
        assertThat(why(holding()))
                .isEqualTo(
                        Phrase.of(
                                "window.by-bars", "sum", "64 GiB + 48 MiB", "sources", "catalog"));
        assertThat(window(holding()).evidence())
                .containsEntry("BARs 1 L40S", "16 MiB + 64 GiB + 32 MiB (catalog, likely: L40S)");
    }

    private static Phrase left(World world) {
        return window(world).message().parts().get("left");
    }

    @Test
    void whatIsLeftOverOfTheWindowIsSaid() {
        assertThat(left(holding())).isEqualTo(Phrase.of("mmio.left", "left", "63 GiB + 992 MiB"));
        var small = holding().vm(vm -> vm.window(64));
        assertThat(left(small)).isEqualTo(Phrase.of("mmio.left", "left", "63 GiB + 992 MiB"));
        var large = holding().vm(vm -> vm.window(256));
        assertThat(left(large)).isEqualTo(Phrase.of("mmio.left", "left", "191 GiB + 992 MiB"));
    }

    @Test
    void whatIsLeftOverIsSaidNoMoreExactlyThanItIsKnown() {
        var byMemory = holdingStranger().card(SLOT_3, c -> c.graphicsGib = 48);
        assertThat(left(byMemory)).isEqualTo(Phrase.of("mmio.left-at-least", "left", "32 GiB"));
        var stated = holding(stating(130, Extent.AT_LEAST, device(SLOT_3, L40S, List.of())));
        assertThat(left(stated)).isEqualTo(Phrase.of("mmio.left-of-stated", "left", "126 GiB"));
    }

    @Test
    void theVmsOwnLogIsBetterThanTheCatalogAndOneLineSaysSo() {
        var world = holding(log(device(SLOT_3, L40S, bars(128))));
        assertThat(wanted(world)).isEqualTo("256");
        assertThat(why(world).key()).isEqualTo("window.differing");
        assertThat(why(world).parts().get("difference"))
                .isEqualTo(
                        Phrase.of(
                                "mmio.sources-differ",
                                "device",
                                "L40S",
                                "decides",
                                "vmware.log",
                                "sum",
                                "128 GiB + 48 MiB",
                                "other",
                                "catalog",
                                "otherSum",
                                "64 GiB + 48 MiB"));
        assertThat(window(world).evidence().get("BARs 1 L40S"))
                .isEqualTo(
                        "16 MiB + 128 GiB + 32 MiB (vmware.log, certain: "
                                + LOG
                                + ":14)"
                                + " <> 64 GiB + 48 MiB (catalog, likely: L40S)");
        assertThat(world.plan().steps())
                .extracting(Step::action)
                .contains(new Action.SetExtraConfig(MmioKeys.SIZE_GB, "256"));
    }

    @Test
    void theLogIsBelievedInBothDirections() {
        assertThat(wanted(holding(log(device(SLOT_3, L40S, bars(32)))))).isEqualTo("64");
    }

    /// 48 GB: twice the memory is 96, so 128.
    @Test
    void thatTheRuleFromTheMemoryWouldGiveMoreIsSaid() {
        var world = holding(log(device(SLOT_3, L40S, bars(32))));
        assertThat(why(world).key()).isEqualTo("window.other-rule");
        assertThat(why(world).parts().get("rule"))
                .isEqualTo(Phrase.of("mmio.memory-rule-larger", "window", "128 GiB"));
        assertThat(why(world).parts().get("why").key()).isEqualTo("window.differing");
        assertThat(why(holding()).key()).isEqualTo("window.by-bars");
    }

    @Test
    void ofSeveralLogsTheNewestCounts() {
        assertThat(
                        wanted(
                                holding(
                                        log(),
                                        log(device(SLOT_3, L40S, bars(32))),
                                        log(device(SLOT_3, L40S, bars(128))))))
                .isEqualTo("64");
    }

    @Test
    void aLineOfAnotherCardAtTheSameAddressIsNotBelieved() {
        assertThat(wanted(holding(log(device(SLOT_3, "10de:27b8", bars(32)))))).isEqualTo("128");
    }

    @Test
    void aLogWithoutProductsIsAboutWhatTheVmAsksForThere() {
        assertThat(wanted(holding(log(device(SLOT_3, "", bars(128)))))).isEqualTo("256");
        assertThat(
                        window(holding(log(device(SLOT_3, "", bars(128)))))
                                .evidence()
                                .get("BARs 1 L40S"))
                .contains("vmware.log, likely");
        var swapped = holding(log(device(SLOT_3, "", bars(128))));
        swapped.card(SLOT_3, c -> c.ids = TestKnowledge.L4);
        swapped.vm(vm -> vm.gpus.clear()).vm(vm -> vm.wantsAt(SLOT_3));
        assertThat(wanted(swapped)).isEqualTo("64");
    }

    @Test
    void whatIsLoggedOfOneCardCountsForAnotherOfItsProduct() {
        var world =
                holding(log(device(SLOT_3, L40S, bars(128))))
                        .vm(vm -> vm.gpus.clear())
                        .vm(vm -> vm.wants("L40S", 2));
        assertThat(wanted(world)).isEqualTo("512");
    }

    @Test
    void theRunningGuestIsBetterThanTheCatalog() {
        var world =
                World.finished()
                        .vm(vm -> {
                            vm.guest.bars = bars(128);
                            vm.window(64);
                        });
        assertThat(wanted(world)).isEqualTo("256");
        assertThat(window(world).evidence().get("BARs 1 L40S")).contains("(guest, certain: ");
    }

    @Test
    void aCardOfNoCatalogIsKnownByTheGuestOnlyWhereItsDriverWorks() {
        var world =
                holdingStranger()
                        .vm(vm -> {
                            vm.power = VmState.Power.ON;
                            vm.toolsRunning = true;
                            vm.guest.finish(1);
                            vm.guest.bars = bars(64);
                        });
        assertThat(wanted(world)).isEqualTo("128");
        world.vm(vm -> vm.guest.loaded = Optional.empty());
        assertThat(window(world).message().key()).isEqualTo("condition.window-unknown");
    }

    @Test
    void aCardOfNoCatalogIsKnownByTheLog() {
        assertThat(wanted(holdingStranger(log(device(SLOT_3, STRANGER, bars(64))))))
                .isEqualTo("128");
    }

    @Test
    void aCardOfNoCatalogWithGraphicsMemoryIsSizedByTheMemoryRule() {
        var world = holdingStranger().card(SLOT_3, c -> c.graphicsGib = 48);
        assertThat(wanted(world)).isEqualTo("128");
        assertThat(why(world).key()).isEqualTo("window.by-memory");
        assertThat(why(world).args()).containsEntry("sources", "graphicsInfo");
    }

    @Test
    void aStatedNeedIsALowerBound() {
        var need = stating(130, Extent.AT_LEAST, device(SLOT_3, L40S, List.of()));
        assertThat(wanted(holding(need))).isEqualTo("256");
        assertThat(why(holding(need))).isEqualTo(Phrase.of("window.stated", "sum", "130 GiB"));
        var less = stating(33, Extent.AT_LEAST, device(SLOT_3, L40S, List.of()));
        assertThat(wanted(holding(less))).isEqualTo("128");
    }

    /// The window that was too small is stated as the need: the next is larger.
    @Test
    void aWindowThatWasTooSmallIsNotPlannedAgain() {
        var world = holding(stating(128, Extent.AT_LEAST, device(SLOT_3, L40S, List.of())));
        world.vm(vm -> vm.window(128));
        assertThat(window(world).message().key()).isEqualTo("condition.window-small");
        assertThat(wanted(world)).isEqualTo("256");
    }

    @Test
    void aStatedNeedOfSomeDevicesIsAddedToThatOfTheOthers() {
        var world =
                holding(stating(130, Extent.ALL_BARS, device(SLOT_3, L40S, List.of())))
                        .vm(vm -> vm.gpus.clear())
                        .vm(vm -> vm.wants("L40S", 2));
        assertThat(window(world).evidence()).containsValue("194 GiB + 48 MiB");
        assertThat(wanted(world)).isEqualTo("256");
    }

    @Test
    void aStatedNeedOfDevicesThatTheVmNoLongerHasCountsForNothing() {
        var need =
                stating(
                        500,
                        Extent.ALL_BARS,
                        device(SLOT_3, L40S, List.of()),
                        device(SLOT_5, L40S, List.of()));
        assertThat(wanted(holding(need))).isEqualTo("128");
        assertThat(wanted(holding(stating(500, Extent.ALL_BARS)))).isEqualTo("128");
    }

    /// A card's audio has registers of which the log tells nothing.
    @Test
    void aStatedNeedCountsWhereTheLogListsAFurtherFunctionOfTheCard() {
        var audio = device("0000:41:00.1", "10de:22ba", List.of());
        var need = stating(130, Extent.AT_LEAST, device(SLOT_3, L40S, List.of()), audio);
        assertThat(wanted(holding(need))).isEqualTo("256");
    }

    private static Function inGuest(PciIds ids, List<Bar> bars) {
        return new Function(PciAddress.parse("0000:0b:00.0"), ids, List.of(), bars);
    }

    /// A NIC, or a card of another maker that no catalog lists.
    private static World runningWithOther(VmState.Firmware firmware, List<Bar> bars) {
        return holdingOther()
                .vm(vm -> {
                    vm.power = VmState.Power.ON;
                    vm.firmware = firmware;
                    vm.guest.others = List.of(inGuest(OTHER, bars));
                });
    }

    private static World holdingOther() {
        return World.bare()
                .card(SLOT_5, c -> c.ids = OTHER)
                .vm(vm -> vm.wantsAt(SLOT_3))
                .holding(VM, SLOT_5);
    }

    @Test
    void aDeviceThatIsNoGpuIsKnownByTheRunningGuest() {
        assertThat(window(holdingOther()).message().key()).isEqualTo("condition.window-unknown");
        var world = runningWithOther(VmState.Firmware.EFI, bars(64));
        assertThat(wanted(world)).isEqualTo("256");
        assertThat(why(world).args()).containsEntry("sources", "guest, catalog");
        assertThat(window(world).evidence().values())
                .contains("16 MiB + 64 GiB + 32 MiB (guest, likely: 0000:0b:00.0)");
    }

    @Test
    void aGuestThatShowsNoBarOfADeviceOrIsOnBiosSaysNothingOfIt() {
        assertThat(window(runningWithOther(VmState.Firmware.EFI, List.of())).message().key())
                .isEqualTo("condition.window-unknown");
        assertThat(window(runningWithOther(VmState.Firmware.BIOS, bars(64))).message().key())
                .isEqualTo("condition.window-unknown");
    }

    @Test
    void aCardsAudioCountsWhereTheGuestShowsItsRegisters() {
        var audio = List.of(new Bar(0, ByteSize.ofKib(16), Width.BITS_32, false));
        var world =
                World.finished()
                        .card(SLOT_3, c -> c.audio = Optional.of(PassthroughState.ACTIVE))
                        .vm(vm -> {
                            vm.guest.others = List.of(inGuest(CardDraft.AUDIO, audio));
                            vm.window(64);
                        });
        assertThat(why(world).args()).containsEntry("sum", "64 GiB + 48 MiB + 16 KiB");
    }

    @Test
    void whatIsLoggedOfAProductCountsForADynamicDeviceThatAsksForIt() {
        var large = dynamic(log(device(SLOT_5, L40S, bars(128))));
        assertThat(wanted(large)).isEqualTo("256");
        assertThat(window(large).evidence().values())
                .contains(
                        "16 MiB + 128 GiB + 32 MiB (vmware.log, likely: "
                                + LOG
                                + ":14) <> 64 GiB + 48 MiB (catalog, likely: L40S)");
        assertThat(wanted(dynamic(log(device(SLOT_5, L40S, bars(32)))))).isEqualTo("64");
        assertThat(wanted(dynamic(log(device(SLOT_5, "10de:27b8", bars(128)))))).isEqualTo("128");
    }

    /// The log tells of one product; the other may come the next time.
    @Test
    void ofTheProductsThatADynamicDeviceMayGetTheLargestCountsWhoeverSaysIt() {
        var world =
                World.bare()
                        .card(SLOT_3, c -> c.ids = TestKnowledge.L4)
                        .eachCard(c -> c.label = Optional.of("ai-gpu"))
                        .vm(vm -> vm.wantsLabel("ai-gpu"));
        assertThat(wanted(world)).isEqualTo("128");
        world.vm(vm -> vm.logs = Observed.of(List.of(log(device(SLOT_3, "10de:27b8", bars(128))))));
        assertThat(wanted(world)).isEqualTo("256");
        world.vm(vm -> vm.logs = Observed.of(List.of(log(device(SLOT_3, "10de:27b8", bars(16))))));
        assertThat(wanted(world)).isEqualTo("128");
    }

    @Test
    void aDynamicDeviceOfNoCatalogIsKnownByTheLog() {
        var asked = new DynamicDevice(new TreeSet<>(List.of(STRANGER)), Optional.empty());
        var world =
                World.bare()
                        .vm(vm -> {
                            vm.holdDynamic(asked, Optional.empty());
                            vm.wantsAt(SLOT_3);
                        });
        assertThat(window(world).message().key()).isEqualTo("condition.window-unknown");
        world.vm(vm -> vm.logs = Observed.of(List.of(log(device(SLOT_5, STRANGER, bars(64))))));
        assertThat(wanted(world)).isEqualTo("256");
    }

    private static World dynamic(PowerOnLog... logs) {
        return World.bare()
                .vm(vm -> {
                    vm.wantsDynamic("L40S", 1);
                    vm.logs = Observed.of(List.of(logs));
                });
    }

    @Test
    void aStatedNeedOfTheCardThatADynamicDeviceHadCounts() {
        var need = stating(130, Extent.AT_LEAST, device(SLOT_5, L40S, List.of()));
        assertThat(wanted(dynamic(need))).isEqualTo("256");
    }

    @Test
    void aStatedNeedOfMoreCardsThanThereAreDynamicDevicesCountsForNothing() {
        var one = device(SLOT_3, L40S, List.of());
        var other = device(SLOT_5, L40S, List.of());
        assertThat(wanted(dynamic(stating(130, Extent.AT_LEAST, one, other)))).isEqualTo("128");
        assertThat(wanted(dynamic(stating(130, Extent.AT_LEAST, device(SLOT_3, "", bars(64))))))
                .isEqualTo("128");
    }

    @Test
    void aStatedNeedOfTheSmallerOfTheCardsThatADynamicDeviceMayGetCountsForNothing() {
        var small = stating(130, Extent.AT_LEAST, device(SLOT_3, "10de:1eb8", bars(1)));
        var large = stating(130, Extent.AT_LEAST, device(SLOT_5, L40S, bars(64)));
        var world =
                World.bare()
                        .card(SLOT_3, c -> c.ids = TestKnowledge.T4)
                        .eachCard(c -> c.label = Optional.of("ai-gpu"))
                        .vm(vm -> vm.wantsLabel("ai-gpu"));
        assertThat(wanted(world.vm(vm -> vm.logs = Observed.of(List.of(small))))).isEqualTo("128");
        assertThat(wanted(world.vm(vm -> vm.logs = Observed.of(List.of(large))))).isEqualTo("256");
    }

    @Test
    void pagesThatEsxiCountedTellTheBarsOfACardOfNoCatalog() {
        var need = stating(65, Extent.ALL_BARS, device(SLOT_3, STRANGER, List.of()));
        assertThat(wanted(holdingStranger(need))).isEqualTo("128");
    }

    @Test
    void logsThatCannotBeReadStopNothing() {
        var world = holding().vm(vm -> vm.logs = Observed.unknown(Phrase.of("unread.rejected")));
        assertThat(wanted(world)).isEqualTo("128");
        assertThat(world.plan().blockers()).isEmpty();
    }

    @Test
    void aWindowThatAPersonSetForAnUnknownDeviceIsKept() {
        var world = holdingStranger().vm(vm -> vm.window(64));
        assertThat(window(world).status()).isEqualTo(Status.TRUE);
        assertThat(window(world).message().key()).isEqualTo("condition.window-kept");
        assertThat(world.plan().blockers()).isEmpty();
    }

    @Test
    void aWindowIsNotKeptForAnUnknownDeviceThatTheVmDoesNotHaveYet() {
        var world = World.bare().card(SLOT_3, c -> c.ids = TestKnowledge.STRANGER);
        world.vm(vm -> vm.wantsAt(SLOT_3)).vm(vm -> vm.window(64));
        assertThat(window(world).message().key()).isEqualTo("condition.window-unknown");
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("devices", "NVIDIA GPU");
    }

    @Test
    void aWindowThatIsTooSmallForTheKnownDevicesIsNotKept() {
        var world = World.bare().card(SLOT_5, c -> c.ids = TestKnowledge.STRANGER);
        world.vm(vm -> vm.wantsAt(SLOT_3)).holding(VM, SLOT_5).vm(vm -> vm.window(64));
        assertThat(window(world).status()).isEqualTo(Status.FALSE);
        world.vm(vm -> vm.window(128));
        assertThat(window(world).message().key()).isEqualTo("condition.window-kept");
    }

    /// Half of the space is for the window: 2^36 bytes are 64 GiB.
    @Test
    void aWindowBeyondWhatTheHostAddressesIsRefused() {
        for (int bits : List.of(36, 37)) {
            var world = holding().server(s -> s.addressBits = OptionalInt.of(bits));
            assertThat(world.blockers()).containsExactly("window-beyond-host");
        }
        assertThat(holding().server(s -> s.addressBits = OptionalInt.of(38)).blockers()).isEmpty();
    }

    /// A NIC of the VM is no GPU, and no catalog lists it.
    @Test
    void whatNobodyKnowsIsNamedWithItsAddressAndProduct() {
        var world = World.bare().card(SLOT_5, c -> c.ids = TestKnowledge.STRANGER);
        world.vm(vm -> vm.wantsAt(SLOT_3)).holding(VM, SLOT_5);
        assertThat(window(world).message().args().get("cause"))
                .isEqualTo("NVIDIA GPU (0000:c1:00.0, 10de:2fff)");
    }

    @Test
    void aCardsAudioCountsWhereTheLogTellsItsRegisters() {
        var audio =
                new PowerOnLog.Device(
                        PciAddress.parse(SLOT_3).withFunction(1),
                        Optional.of(CardDraft.AUDIO.vendorDevice()),
                        List.of(new Bar(0, ByteSize.ofKib(16), Width.BITS_32, false)),
                        18);
        var world =
                holding(log(device(SLOT_3, L40S, bars(64)), audio))
                        .card(SLOT_3, c -> c.audio = Optional.of(PassthroughState.ACTIVE));
        assertThat(why(world).args()).containsEntry("sum", "64 GiB + 48 MiB + 16 KiB");
    }
}
