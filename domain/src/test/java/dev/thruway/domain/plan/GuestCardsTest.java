package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestCardsTest {

    private static final PciAddress FIRST = GuestDraft.address(0);
    private static final PciAddress SECOND = GuestDraft.address(1);
    private static final PciAddress AT_3 = PciAddress.parse(SLOT_3);
    private static final PciAddress AT_5 = PciAddress.parse(SLOT_5);

    private static World listing(SmiGpu... gpus) {
        return World.finished()
                .holding(VM, SLOT_5)
                .vm(vm -> vm.guest.smi = Optional.of(new SmiAnswer.Listed(List.of(gpus))));
    }

    private static SmiGpu gpu(int index, String serial) {
        return GuestDraft.gpu(
                index, TestKnowledge.L40S, Optional.of(serial).filter(s -> !s.isEmpty()));
    }

    private static Map<PciAddress, PciAddress> pairs(World world) {
        var seen = world.seen();
        var vm = Optional.ofNullable(seen.vms().get(VM)).orElseThrow();
        return GuestCards.of(vm, seen, TestKnowledge.CATALOG);
    }

    @Test
    void pairsBySerialWhateverTheOrder() {
        var world = listing(gpu(0, "1320000000002"), gpu(1, "1320000000001"));
        assertThat(pairs(world)).isEqualTo(Map.of(FIRST, AT_5, SECOND, AT_3));
    }

    @Test
    void pairsInTheOrderOfTheDevicesWhereTheGuestTellsNoSerial() {
        assertThat(pairs(listing(gpu(0, ""), gpu(1, ""))))
                .isEqualTo(Map.of(FIRST, AT_3, SECOND, AT_5));
    }

    @Test
    void pairsInTheOrderOfTheirAddressesHoweverTheyAreListed() {
        assertThat(pairs(listing(gpu(1, ""), gpu(0, ""))))
                .isEqualTo(Map.of(FIRST, AT_3, SECOND, AT_5));
    }

    @Test
    void pairsTheRestByOrderAfterSerials() {
        assertThat(pairs(listing(gpu(0, "1320000000002"), gpu(1, ""))))
                .isEqualTo(Map.of(FIRST, AT_5, SECOND, AT_3));
    }

    @Test
    void pairsByOrderWhereTheBmcTellsNoSerial() {
        var world =
                listing(gpu(0, "1320000000002"), gpu(1, "1320000000001"))
                        .server(s -> s.hasBmc = false);
        assertThat(pairs(world)).isEqualTo(Map.of(FIRST, AT_3, SECOND, AT_5));
    }

    @Test
    void pairsNothingByOrderWhereTheGuestListsFewerThanTheVmHolds() {
        assertThat(pairs(listing(gpu(0, "")))).isEmpty();
    }

    @Test
    void pairsNothingByOrderWhereTheGuestListsMoreThanTheVmHolds() {
        assertThat(pairs(listing(gpu(0, ""), gpu(1, ""), gpu(2, "")))).isEmpty();
    }

    @Test
    void pairsWhatHasASerialThoughCountsDiffer() {
        assertThat(pairs(listing(gpu(0, "1320000000002")))).isEqualTo(Map.of(FIRST, AT_5));
    }

    @Test
    void doesNotPairASerialOfACardThatTheVmDoesNotHold() {
        var world =
                World.finished()
                        .vm(vm ->
                                vm.guest.smi =
                                        Optional.of(
                                                new SmiAnswer.Listed(
                                                        List.of(
                                                                gpu(0, "1320000000002"),
                                                                gpu(1, "")))));
        assertThat(pairs(world)).isEmpty();
    }

    @Test
    void pairsNothingWhereNvidiaSmiFailed() {
        var world = World.finished();
        world.vm().guest.smi = Optional.of(new SmiAnswer.Failed(Phrase.of("condition.smi-failed")));
        assertThat(pairs(world)).isEmpty();
    }

    @Test
    void pairsNothingWhereTheGuestCouldNotBeRead() {
        var world = World.finished();
        world.vm().guest.unread = Optional.of(Phrase.of("unread.timed-out"));
        assertThat(pairs(world)).isEmpty();
    }

    @Test
    void pairsNothingWhereTheVmCouldNotBeRead() {
        var world = World.finished();
        world.vm().unread = Optional.of(Phrase.of("unread.timed-out"));
        assertThat(pairs(world)).isEmpty();
    }
}
