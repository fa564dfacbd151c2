package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static dev.thruway.domain.plan.World.VM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CardAssignmentTest {

    private static final String SLOT_7 = "0000:c2:00.0";
    private static final String SLOT_9 = "0000:42:00.0";

    private static Blocker only(World world) {
        return world.assigned().blockers().getFirst();
    }

    private static World withFourCards() {
        return World.seed()
                .server(s -> {
                    s.cards.add(new CardDraft(SLOT_7, 7, 1, "1320000000003"));
                    s.cards.add(new CardDraft(SLOT_9, 9, 0, "1320000000004"));
                });
    }

    private static World wanting(int count) {
        return withFourCards()
                .vm(vm -> {
                    vm.gpus.clear();
                    vm.wants("L40S", count);
                });
    }

    @Test
    void takesTheFirstCardBySlot() {
        assertThat(World.seed().cardsFor(VM)).containsExactly(SLOT_3);
        assertThat(World.seed().assigned().blockers()).isEmpty();
    }

    @Test
    void ordersSlotsByNumberAndNotByText() {
        var world =
                World.seed()
                        .card(SLOT_3, c -> c.slot = Optional.of("10"))
                        .card(SLOT_5, c -> c.slot = Optional.of("9"));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void takesACardWithoutASlotLast() {
        var world =
                World.seed()
                        .card(
                                SLOT_3,
                                c -> {
                                    c.slot = Optional.empty();
                                    c.listedBy = CardDraft.ListedBy.HOST_ONLY;
                                });
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void keepsTheCardThatTheVmHolds() {
        assertThat(World.seed().holding(VM, SLOT_5).cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void keepsTheCardThatTheHostSaysTheVmHoldsWhereTheVmCannotBeRead() {
        var world =
                World.seed()
                        .holding(VM, SLOT_5)
                        .vm(vm -> vm.unread = Optional.of(Phrase.of("unread.timed-out")));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void keepsACardWhoseDeviceNamesAnotherHost() {
        var world = World.seed().holding(VM, SLOT_5).server(s -> s.uuid = "another-host");
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void doesNotKeepACardOfAnotherModel() {
        var world = World.seed().card(SLOT_5, c -> c.ids = TestKnowledge.L4).holding(VM, SLOT_5);
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3);
    }

    @Test
    void takesBothCardsWhereTwoAreWantedAndListsThemInSlotOrder() {
        var world = World.seed().holding(VM, SLOT_5).vm(vm -> vm.wants("L40S", 1));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3, SLOT_5);
        assertThat(world.assigned().blockers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0000:41:00.0",
        "2, 0000:41:00.0 0000:42:00.0",
        "3, 0000:41:00.0 0000:c1:00.0 0000:42:00.0",
        "4, 0000:41:00.0 0000:c1:00.0 0000:c2:00.0 0000:42:00.0"
    })
    void prefersOneNumaNodeWhereItHasEnough(int count, String cards) {
        assertThat(wanting(count).cardsFor(VM)).containsExactly(cards.split(" "));
    }

    @Test
    void prefersTheNodeOfTheCardThatIsHeld() {
        assertThat(wanting(2).holding(VM, SLOT_7).cardsFor(VM)).containsExactly(SLOT_5, SLOT_7);
    }

    @Test
    void prefersTheOtherNodeWhereTheFirstHasTooFew() {
        var world = wanting(2).strangerHolding("other", SLOT_9, Power.OFF);
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5, SLOT_7);
    }

    @Test
    void takesCardsInSlotOrderWhereNodesAreNotKnown() {
        var world = wanting(2).eachCard(c -> c.node = OptionalInt.empty());
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3, SLOT_5);
    }

    @Test
    void takesTheCardAtTheWantedAddress() {
        var world = World.bare().vm(VM, vm -> vm.wantsAt(SLOT_5));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void doesNotGiveACardAwayByModelThatIsWantedByAddress() {
        var world =
                World.bare()
                        .vm(vm -> {
                            vm.wants("L40S", 1);
                            vm.wantsAt(SLOT_3);
                        });
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3, SLOT_5);
        assertThat(world.assigned().blockers()).isEmpty();
    }

    @Test
    void takesACardOfNoCatalogWhereItsAddressIsNamed() {
        var world =
                World.bare()
                        .card(SLOT_5, c -> c.ids = TestKnowledge.STRANGER)
                        .vm(vm -> vm.wantsAt(SLOT_5));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void neverTakesACardThatAnotherVmHoldsWhetherItRunsOrNot(Power power) {
        var world = World.seed().strangerHolding("other", SLOT_3, power);
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @ParameterizedTest
    @EnumSource(Power.class)
    void refusesAnAddressThatAnotherVmHoldsAndNamesThatVm(Power power) {
        var world =
                World.bare().vm(vm -> vm.wantsAt(SLOT_3)).strangerHolding("other", SLOT_3, power);
        assertThat(world.cardsFor(VM)).isEmpty();
        assertThat(only(world).code()).isEqualTo("no-free-card");
        assertThat(only(world).cause().args())
                .containsEntry("holders", "other (" + power.word() + ")")
                .containsEntry("wanted", SLOT_3)
                .containsEntry("present", "1");
    }

    @Test
    void givesTwoVmsACardEachWhateverTheirOrder() {
        for (var names : List.of(List.of("a", "b"), List.of("b", "a"))) {
            var world = World.bare();
            names.forEach(name -> world.vm(name, vm -> vm.wants("L40S", 1)));
            world.holding("b", SLOT_3);
            assertThat(world.cardsFor("a")).as("%s", names).containsExactly(SLOT_5);
            assertThat(world.cardsFor("b")).as("%s", names).containsExactly(SLOT_3);
        }
    }

    @Test
    void givesACardThatTwoVmsWantToOneOfThemAndRefusesTheOther() {
        var world =
                World.bare()
                        .vm("first", vm -> vm.wantsAt(SLOT_3))
                        .vm("second", vm -> vm.wantsAt(SLOT_3));
        assertThat(world.cardsFor("first")).containsExactly(SLOT_3);
        assertThat(world.cardsFor("second")).isEmpty();
        assertThat(only(world).code()).isEqualTo("no-free-card");
        assertThat(only(world).target().name()).isEqualTo("second");
        assertThat(only(world).cause().args()).containsEntry("holders", "first");
    }

    @Test
    void leavesACardToTheVmThatHoldsItThoughAnotherWantsItByAddress() {
        var world =
                World.bare()
                        .vm("first", vm -> vm.wantsAt(SLOT_3))
                        .vm("second", vm -> vm.wants("L40S", 1))
                        .holding("second", SLOT_3);
        assertThat(world.cardsFor("second")).containsExactly(SLOT_3);
        assertThat(only(world).target().name()).isEqualTo("first");
        assertThat(only(world).cause().args()).containsEntry("holders", "second");
    }

    @Test
    void refusesMoreThanThereAre() {
        var world = World.seed().holding(VM, SLOT_3).vm(vm -> vm.wants("L40S", 2));
        assertThat(only(world).code()).isEqualTo("too-few-cards");
        assertThat(only(world).cause().args()).containsEntry("present", "2");
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.assigned().blockers()).hasSize(1);
    }

    @Test
    void refusesAModelThatTheServerHasNot() {
        var world = World.bare().vm(vm -> vm.wants("T4", 1));
        assertThat(only(world).cause())
                .isEqualTo(Phrase.of("blocker.no-such-card", "wanted", "T4", "server", SERVER));
    }

    @Test
    void refusesAnAddressWithNothingThere() {
        var world = World.bare().vm(vm -> vm.wantsAt("0000:99:00.0"));
        assertThat(only(world).code()).isEqualTo("no-such-card");
    }

    @Test
    void refusesTheAddressOfTheServersOwnDisplay() {
        var world = World.bare().vm(vm -> vm.wantsAt("0000:01:00.1"));
        assertThat(only(world).code()).isEqualTo("not-a-gpu");
    }

    @Test
    void refusesAModelOfNoCatalog() {
        var world = World.bare().vm(vm -> vm.wants("B9000", 1));
        assertThat(only(world).cause())
                .isEqualTo(Phrase.of("blocker.unknown-model", "model", "B9000"));
    }

    @ParameterizedTest
    @EnumSource(PassthroughState.class)
    void takesOnlyACardThatCanBeSwitched(PassthroughState state) {
        var switchable =
                EnumSet.of(
                        PassthroughState.OFF,
                        PassthroughState.ENABLED_NOT_ACTIVE,
                        PassthroughState.DISABLED_STILL_ACTIVE,
                        PassthroughState.ACTIVE);
        var world = World.seed().card(SLOT_3, c -> c.passthrough(state));
        assertThat(world.cardsFor(VM))
                .containsExactly(switchable.contains(state) ? SLOT_3 : SLOT_5);
    }

    @Test
    void prefersACardWhoseStateIsKnown() {
        var world =
                World.seed()
                        .card(
                                SLOT_3,
                                c ->
                                        c.passthrough =
                                                Observed.unknown(Phrase.of("unread.not-said")));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_5);
    }

    @Test
    void doesNotTakeACardForAbsentBecauseItsStateIsNotKnown() {
        var cause = Phrase.of("unread.not-said");
        var world = World.seed().eachCard(c -> c.passthrough = Observed.unknown(cause));
        assertThat(world.cardsFor(VM)).containsExactly(SLOT_3);
        assertThat(world.plan().steps()).isEmpty();
        assertThat(world.plan().blockers())
                .singleElement()
                .satisfies(b -> assertThat(b.code()).isEqualTo("host-unread"))
                .satisfies(b -> assertThat(b.cause().parts()).containsEntry("cause", cause));
    }

    @Test
    void isSilentAboutAServerThatCouldNotBeRead() {
        var world =
                World.seed().server(s -> s.hostUnread = Optional.of(Phrase.of("unread.timed-out")));
        assertThat(world.cardsFor(VM)).isEmpty();
        assertThat(world.assigned().blockers()).isEmpty();
    }

    @Test
    void joinsWhatBmcAndHostSayOfTheSameCard() {
        var card = World.seed().assigned().of(VM).getFirst();
        assertThat(card.slot()).contains("PCI-E Slot 3");
        assertThat(card.serial()).contains("1320000000001");
        assertThat(card.name()).isEqualTo("L40S");
        assertThat(card.identity().ids()).isEqualTo(TestKnowledge.L40S);
    }

    @Test
    void doesNotJoinACardWithABmcEntryOfAnotherProduct() {
        var world = World.seed();
        var server = world.server(SERVER);
        var seen = server.seen(List.of(), new TreeMap<>());
        server.card(SLOT_3).ids = new PciIds(PciIds.NVIDIA, 0x27B8, PciIds.NVIDIA, 0x16EE);
        var changed = server.seen(List.of(), new TreeMap<>());
        var mixed = new ServerObservation(SERVER, seen.bmc(), changed.host(), Optional.empty());
        var cards = CardInventory.of(mixed, TestKnowledge.CATALOG);
        assertThat(cards.getFirst().function().ids()).isEqualTo(TestKnowledge.L4);
        assertThat(cards.getFirst().serial()).isEmpty();
        assertThat(CardInventory.onlyInBmc(mixed, TestKnowledge.CATALOG))
                .extracting(g -> g.serial().orElse("-"))
                .containsExactly("1320000000001");
    }
}
