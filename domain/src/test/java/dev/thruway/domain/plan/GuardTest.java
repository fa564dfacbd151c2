package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.text.Phrase;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GuardTest {

    private static final Phrase CAUSE = Phrase.of("unread.not-said", "what", "config.network.pnic");

    /// The file wants what sits at an address, for the VM or for the host alone.
    private static World wanting(String address, boolean forVm) {
        var world = forVm ? World.seed() : World.bare();
        world.server(s -> {
            s.others.add(ServerDraft.function("0000:40:01.1", 0x0604, PassthroughState.INCAPABLE));
            s.others.add(ServerDraft.function("0000:90:00.0", 0x0108, PassthroughState.OFF));
            if (!forVm) {
                s.passthrough.add(
                        new PassthroughWish(
                                new CardChoice.AtAddress(PciAddress.parse(address)),
                                Optional.empty()));
            }
        });
        return forVm
                ? world.vm(vm -> {
                    vm.gpus.clear();
                    vm.wantsAt(address);
                })
                : world;
    }

    static HostUses uses(String address, HostUse.Kind kind) {
        var map = new TreeMap<PciAddress, HostUse>();
        map.put(PciAddress.parse(address), new HostUse(kind, "datastore1"));
        return new HostUses(map, HostUses.Boot.FOUND, HostUses.Vsan.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "0000:02:00.0, guard-boot-device",
        "0000:82:00.0, guard-management",
        "0000:40:01.1, guard-bridge",
        "0000:90:00.0, not-a-gpu",
    })
    void refusesAnAddressThatTheHostNeedsWhateverTheFileSays(String address, String code) {
        for (var forVm : new boolean[] {true, false}) {
            var world = wanting(address, forVm);
            assertThat(world.blockers()).containsExactly(code);
            assertThat(world.plan().steps()).isEmpty();
            assertThat(world.plan().blockers().getFirst().cause().args())
                    .containsEntry("address", address);
        }
    }

    @ParameterizedTest
    @EnumSource(HostUse.Kind.class)
    void refusesACardOnWhichTheHostLives(HostUse.Kind kind) {
        var world = wanting(SLOT_3, true).server(s -> s.uses = Observed.of(uses(SLOT_3, kind)));
        var code =
                switch (kind) {
                    case BOOT -> "guard-boot-device";
                    case MANAGEMENT -> "guard-management";
                    case STORAGE -> "guard-storage";
                    case UPLINK -> "guard-uplink";
                };
        assertThat(world.blockers()).containsExactly(code);
        assertThat(world.plan().blockers().getFirst().cause().args())
                .containsEntry("use", "datastore1");
    }

    @Test
    void takesAnotherCardOfTheModelThanTheOneItMustNot() {
        var world =
                World.seed().server(s -> s.uses = Observed.of(uses(SLOT_3, HostUse.Kind.STORAGE)));
        assertThat(world.blockers()).isEmpty();
        assertThat(world.cardsFor(World.VM)).containsExactly(SLOT_5);
    }

    @Test
    void refusesWhatCannotBeExcludedAndSaysWhichPropertyWasNotRead() {
        var world = World.seed().server(s -> s.uses = Observed.unknown(CAUSE));
        assertThat(world.blockers()).containsExactly("guard-unread");
        assertThat(world.plan().blockers().getFirst().cause().parts())
                .containsEntry("cause", CAUSE);
    }

    @Test
    void aHostThatDoesNotSayFromWhatItBootsKeepsAllThatItMayBootFrom() {
        var world =
                wanting("0000:90:00.0", true)
                        .server(s ->
                                s.uses = Observed.of(ServerDraft.uses(HostUses.Boot.NOT_FOUND)));
        assertThat(world.blockers()).containsExactly("guard-boot-unknown");
        assertThat(
                        World.seed()
                                .server(s ->
                                        s.uses =
                                                Observed.of(
                                                        ServerDraft.uses(HostUses.Boot.NOT_FOUND)))
                                .blockers())
                .isEmpty();
    }

    @Test
    void refusesACardThatCanLeaveOnlyWithTheBridgeAboveIt() {
        var world = wanting(SLOT_3, true);
        world.card(SLOT_3, c -> c.dependent = Optional.of(PciAddress.parse("0000:40:01.1")));
        assertThat(world.blockers()).containsExactly("guard-dependent-bridge");
        assertThat(world.plan().blockers().getFirst().cause().args().get("use"))
                .startsWith("0000:40:01.1");
    }

    @Test
    void refusesACardThatCanLeaveOnlyWithWhatTheHostBootsFrom() {
        var world = wanting(SLOT_3, true);
        world.card(SLOT_3, c -> c.dependent = Optional.of(ServerDraft.BOOT.address()));
        assertThat(world.blockers()).contains("guard-boot-device");
    }

    @Test
    void switchesAndAttachesTheAudioOfACardWithIt() {
        var world = World.seed().card(SLOT_3, c -> c.audio = Optional.of(PassthroughState.OFF));
        assertThat(World.codes(world.plan()))
                .containsSubsequence(
                        "note-host",
                        "enable-passthrough",
                        "enable-passthrough",
                        "attach-device",
                        "attach-device");
        Physics.carryOut(world, world.plan());
        assertThat(world.vm().state().agreed()).hasSize(2);
        Physics.carryOut(world, world.undo());
        assertThat(world.vm().devices).isEmpty();
        assertThat(world.server(World.SERVER).card(SLOT_3).audio).contains(PassthroughState.OFF);
    }

    @Test
    void leavesACompanionThatCannotBePassedThrough() {
        var world =
                World.seed().card(SLOT_3, c -> c.audio = Optional.of(PassthroughState.INCAPABLE));
        assertThat(World.codes(world.plan())).containsOnlyOnce("enable-passthrough");
        assertThat(World.codes(world.plan())).containsOnlyOnce("attach-device");
    }

    @Test
    void anAddressOnWhichTheHostLivesAndWhosePassthroughIsOnStopsEverything() {
        var world = World.seed();
        world.server(s ->
                s.others.add(
                        ServerDraft.function("0000:90:00.0", 0x0108, PassthroughState.ACTIVE)));
        assertThat(world.blockers()).isEmpty();
        world.server(s -> s.uses = Observed.of(uses("0000:90:00.0", HostUse.Kind.BOOT)));
        assertThat(world.blockers()).containsExactly("used-device-passed");
        assertThat(world.plan().steps()).isEmpty();
    }

    @Test
    void theSameModelWithAnotherSerialIsAnotherCard() {
        var world = World.seed();
        Physics.carryOut(world, world.plan());
        assertThat(world.blockers()).isEmpty();
        world.card(SLOT_3, c -> c.serial = Optional.of("1320000000002"));
        assertThat(world.blockers()).containsExactly("card-changed");
        assertThat(world.plan().blockers().getFirst().cause().args().toString())
                .contains("1320000000001")
                .contains("1320000000002");
    }

    @Test
    void theSlotTellsCardsApartWhoseSerialIsNotKnown() {
        var world = World.seed().server(s -> s.hasBmc = false);
        Physics.carryOut(world, world.plan());
        assertThat(world.blockers()).isEmpty();
        world.card(SLOT_3, c -> c.slot = Optional.of("7"));
        assertThat(world.blockers()).containsExactly("card-changed");
    }

    @Test
    void anotherDeviceAtANotedAddressIsOnlyReportedWhereNothingIsWantedOfIt() {
        var world = World.seed();
        Physics.carryOut(world, world.plan());
        world.vm(vm -> {
            vm.agreed = java.util.List.of();
            vm.devices.clear();
            vm.gpus.clear();
            vm.wantsAt(SLOT_5);
        });
        world.card(SLOT_3, c -> c.ids = TestKnowledge.L4);
        assertThat(world.blockers()).isEmpty();
        assertThat(
                        AddressDrift.beside(
                                world.plan(),
                                world.spec(),
                                world.seen(),
                                world.assigned(),
                                World.SERVER))
                .singleElement()
                .satisfies(d -> assertThat(d.cause().key()).isEqualTo("blocker.noted-card-changed"))
                .satisfies(d -> assertThat(d.vm()).isEmpty());
        world.server(s -> s.offer("L4", 1));
        assertThat(world.blockers()).containsExactly("noted-card-changed");
    }

    @Test
    void aChangedCardOfAVmThatIsNotAskedForIsNoBlockerOfAnother() {
        var world = World.seed();
        Physics.carryOut(world, world.plan());
        world.card(SLOT_3, c -> c.ids = TestKnowledge.L4);
        world.vm("gpu03", vm -> vm.wantsAt(SLOT_5));
        assertThat(world.plan(Target.vm("gpu03")::equals).blockers()).isEmpty();
    }
}
