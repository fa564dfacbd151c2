package dev.thruway.domain.plan;

import static dev.thruway.domain.plan.World.SERVER;
import static dev.thruway.domain.plan.World.SLOT_3;
import static dev.thruway.domain.plan.World.SLOT_5;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.Condition.Status;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerConditionsTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out");
    private static final List<ConditionId> OF_BMC =
            List.of(
                    ConditionId.BMC_GPU_VISIBLE,
                    ConditionId.BMC_GPU_FIRMWARE,
                    ConditionId.BIOS_READY);
    private static final List<ConditionId> OF_HOST =
            List.of(ConditionId.HOST_GPU_VISIBLE, ConditionId.HOST_PASSTHROUGH_ACTIVE);

    private static void expect(World world, ConditionId id, Status status, String reason) {
        var condition = world.condition(id);
        assertThat(condition.status()).as("%s", condition).isEqualTo(status);
        assertThat(condition.reason()).isEqualTo(reason);
        assertThat(condition.target()).isEqualTo(Target.server(SERVER));
    }

    private static World with(Consumer<ServerDraft> change) {
        return World.finished().server(change);
    }

    private static List<ConditionId> ids(World world) {
        return world.plan().conditions().stream().map(Condition::id).toList();
    }

    @Test
    void allHoldInTheFinishedWorld() {
        expect(World.finished(), ConditionId.BMC_GPU_VISIBLE, Status.TRUE, "bmc-sees-gpus");
        expect(World.finished(), ConditionId.BMC_GPU_FIRMWARE, Status.TRUE, "gpu-firmware-right");
        expect(World.finished(), ConditionId.BIOS_READY, Status.TRUE, "bios-right");
        expect(World.finished(), ConditionId.HOST_GPU_VISIBLE, Status.TRUE, "host-sees-gpus");
        expect(
                World.finished(),
                ConditionId.HOST_PASSTHROUGH_ACTIVE,
                Status.TRUE,
                "passthrough-active");
    }

    @Test
    void areInTheOrderOfTheJourney() {
        assertThat(ids(World.finished())).containsExactly(ConditionId.values());
    }

    @Test
    void ofTheBmcAreNotAskedForWhereTheFileHasNone() {
        assertThat(ids(with(s -> s.hasBmc = false))).doesNotContainAnyElementsOf(OF_BMC);
        assertThat(with(s -> s.hasBmc = false).plan().allHold()).isTrue();
    }

    @Test
    void ofTheHostAreNotAskedForWhereTheFileHasNone() {
        var world = World.bare().server(s -> s.hasEsxi = false);
        assertThat(ids(world)).isEqualTo(OF_BMC);
        assertThat(world.plan().allHold()).isTrue();
    }

    @Test
    void ofTheBmcAreUnknownWhereItCouldNotBeRead() {
        var world = with(s -> s.bmcUnread = Optional.of(CAUSE));
        OF_BMC.forEach(id -> expect(world, id, Status.UNKNOWN, "timed-out"));
        OF_HOST.forEach(id -> assertThat(world.condition(id).holds()).isTrue());
    }

    @Test
    void ofGpusAreUnknownWhereTheBmcDoesNotListThem() {
        var world = with(s -> s.bmcGpusUnread = Optional.of(CAUSE));
        expect(world, ConditionId.BMC_GPU_VISIBLE, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.BMC_GPU_FIRMWARE, Status.UNKNOWN, "timed-out");
        expect(world, ConditionId.BIOS_READY, Status.TRUE, "bios-right");
    }

    @Test
    void ofTheHostAreUnknownWhereItCouldNotBeRead() {
        var world = with(s -> s.hostUnread = Optional.of(CAUSE));
        OF_HOST.forEach(id -> expect(world, id, Status.UNKNOWN, "timed-out"));
        expect(world, ConditionId.BIOS_READY, Status.TRUE, "bios-right");
    }

    @Test
    void bmcListsNoGpu() {
        expect(
                with(s -> s.cards.forEach(c -> c.listedBy = CardDraft.ListedBy.HOST_ONLY)),
                ConditionId.BMC_GPU_VISIBLE,
                Status.FALSE,
                "bmc-lists-no-gpu");
    }

    @Test
    void bmcDoesNotListTheCardThatIsWanted() {
        expect(
                World.finished().card(SLOT_3, c -> c.listedBy = CardDraft.ListedBy.HOST_ONLY),
                ConditionId.BMC_GPU_VISIBLE,
                Status.FALSE,
                "bmc-card-not-matched");
    }

    @ParameterizedTest
    @CsvSource({"Warning, FALSE", "Critical, FALSE", "OK, TRUE", ", TRUE"})
    void bmcReportsTheHealthOfAGpuOrDoesNot(String health, Status status) {
        var condition =
                World.finished()
                        .card(SLOT_3, c -> c.health = Optional.ofNullable(health))
                        .condition(ConditionId.BMC_GPU_VISIBLE);
        assertThat(condition.status()).isEqualTo(status);
        assertThat(condition.reason())
                .isEqualTo(status == Status.TRUE ? "bmc-sees-gpus" : "bmc-gpu-unhealthy");
    }

    @Test
    void gpuFirmwareIsNotReadable() {
        expect(
                World.finished().card(SLOT_3, c -> c.vbios = Optional.empty()),
                ConditionId.BMC_GPU_FIRMWARE,
                Status.FALSE,
                "gpu-firmware-not-readable");
    }

    @ParameterizedTest
    @CsvSource({
        "95.02.66.00.01, TRUE",
        "95.02.66.00.02, TRUE",
        "95.02.66.00.03, FALSE",
        "95.02.66.00.0A, FALSE",
        "96.00.00.00.00, FALSE"
    })
    void gpuFirmwareIsComparedWithTheOldestThatTheFileAccepts(String wanted, Status status) {
        expect(
                with(s -> s.gpuFirmware.put("L40S", wanted)),
                ConditionId.BMC_GPU_FIRMWARE,
                status,
                status == Status.TRUE ? "gpu-firmware-right" : "gpu-firmware-old");
    }

    @Test
    void gpuFirmwareOfAnotherModelDoesNotMatter() {
        expect(
                with(s -> s.gpuFirmware.put("T4", "99.00")),
                ConditionId.BMC_GPU_FIRMWARE,
                Status.TRUE,
                "gpu-firmware-right");
    }

    @Test
    void gpuFirmwareOfAModelWhoseNameBeginsAlikeDoesNotMatter() {
        expect(
                with(s -> s.gpuFirmware.put("L4", "99.00")),
                ConditionId.BMC_GPU_FIRMWARE,
                Status.TRUE,
                "gpu-firmware-right");
    }

    @Test
    void gpuFirmwareOfACardOfNoCatalogIsFoundByTheBmcsName() {
        expect(
                World.finished()
                        .card(SLOT_5, c -> c.ids = TestKnowledge.STRANGER)
                        .server(s -> s.gpuFirmware.put("GPU", "99.00")),
                ConditionId.BMC_GPU_FIRMWARE,
                Status.FALSE,
                "gpu-firmware-old");
    }

    @Test
    void biosSettingIsWrong() {
        var wrong = List.of(new BiosSetting("ProcAmdIoVt", "Disabled", "Enabled"));
        var world = with(s -> s.bios = Observed.of(wrong));
        expect(world, ConditionId.BIOS_READY, Status.FALSE, "bios-wrong");
        assertThat(world.condition(ConditionId.BIOS_READY).message().args())
                .containsEntry("settings", "ProcAmdIoVt: Disabled -> Enabled");
    }

    @Test
    void biosSettingsCouldNotBeRead() {
        expect(
                with(s -> s.bios = Observed.unknown(CAUSE)),
                ConditionId.BIOS_READY,
                Status.UNKNOWN,
                "timed-out");
    }

    @Test
    void noCardIsMissedOnAServerOfWhichNoneIsWanted() {
        var world = World.seed().server(s -> s.cards.clear());
        world.vms.clear();
        assertThat(world.plan().conditions()).isNotEmpty().allMatch(Condition::holds);
    }

    @Test
    void hostListsNoGpu() {
        var world = World.seed().server(s -> s.cards.clear());
        expect(world, ConditionId.HOST_GPU_VISIBLE, Status.FALSE, "host-lists-no-gpu");
        expect(world, ConditionId.HOST_PASSTHROUGH_ACTIVE, Status.FALSE, "no-card-to-pass");
    }

    @Test
    void hostLacksTheCardThatAVmWants() {
        var world = World.seed().vm(vm -> vm.wants("T4", 1));
        expect(world, ConditionId.HOST_GPU_VISIBLE, Status.FALSE, "host-lacks-card");
        assertThat(world.condition(ConditionId.HOST_GPU_VISIBLE).message().args())
                .containsEntry("wanted", "T4");
    }

    @ParameterizedTest
    @EnumSource(PassthroughState.class)
    void passthroughIsTrueOnlyWhereItIsActive(PassthroughState state) {
        var reason =
                switch (state) {
                    case OFF -> "passthrough-off";
                    case ENABLED_NOT_ACTIVE -> "passthrough-pending-reboot";
                    case DISABLED_STILL_ACTIVE -> "passthrough-off-after-reboot";
                    case ACTIVE -> "passthrough-active";
                    case INCAPABLE -> "passthrough-incapable";
                    case VGPU -> "passthrough-vgpu";
                    case OTHER -> "passthrough-other-mode";
                };
        expect(
                World.finished().card(SLOT_3, c -> c.passthrough(state)),
                ConditionId.HOST_PASSTHROUGH_ACTIVE,
                state == PassthroughState.ACTIVE ? Status.TRUE : Status.FALSE,
                reason);
    }

    @Test
    void passthroughIsUnknownWhereTheHostDoesNotSayIt() {
        expect(
                World.finished().card(SLOT_3, c -> c.passthrough = Observed.unknown(CAUSE)),
                ConditionId.HOST_PASSTHROUGH_ACTIVE,
                Status.UNKNOWN,
                "timed-out");
    }

    @Test
    void passthroughOfCardsThatNobodyWantsDoesNotMatter() {
        expect(
                World.finished().card(SLOT_5, c -> c.passthrough = Observed.unknown(CAUSE)),
                ConditionId.HOST_PASSTHROUGH_ACTIVE,
                Status.TRUE,
                "passthrough-active");
    }

    @Test
    void passthroughIsAskedForCardsThatTheServerOffersWithoutAVm() {
        var world = World.bare().server(s -> s.offer("L40S", 2));
        expect(world, ConditionId.HOST_PASSTHROUGH_ACTIVE, Status.FALSE, "passthrough-off");
        assertThat(world.condition(ConditionId.HOST_PASSTHROUGH_ACTIVE).message().args())
                .containsEntry("cards", SLOT_3 + ", " + SLOT_5);
        world.eachCard(c -> c.passthrough(PassthroughState.ACTIVE));
        assertThat(world.plan().allHold()).isTrue();
    }

    @Test
    void cardsOfTheFilesVmsCountAmongThoseThatTheServerOffers() {
        var world = World.finished().server(s -> s.offer("L40S", 1));
        assertThat(world.plan().allHold()).isTrue();
        world.server(s -> s.offer("L40S", 1));
        expect(world, ConditionId.HOST_PASSTHROUGH_ACTIVE, Status.FALSE, "passthrough-off");
    }

    @Test
    void offeringMoreCardsThanThereAreIsRefused() {
        var world = World.bare().server(s -> s.offer("L40S", 3));
        world.eachCard(c -> c.passthrough(PassthroughState.ACTIVE));
        expect(world, ConditionId.HOST_GPU_VISIBLE, Status.FALSE, "host-lacks-card");
        assertThat(world.blockers()).containsExactly("no-such-card");
    }

    @Test
    void offeringACardOfNoCatalogIsRefused() {
        assertThat(World.bare().server(s -> s.offer("B9000", 1)).blockers())
                .containsExactly("unknown-model");
    }

    @Test
    void offeredCardsAreNotAbsentWhereTheHostCouldNotBeRead() {
        var world = World.bare().server(s -> s.offer("L40S", 1));
        world.server(s -> s.hostUnread = Optional.of(CAUSE));
        assertThat(world.blockers()).containsExactly("host-unread");
    }

    @Test
    void offersTheCardThatCanBeSwitchedBeforeOneThatCannot() {
        var world = World.bare().server(s -> s.offer("L40S", 1));
        world.card(SLOT_3, c -> c.passthrough(PassthroughState.VGPU));
        assertThat(world.condition(ConditionId.HOST_PASSTHROUGH_ACTIVE).message().args())
                .containsEntry("cards", SLOT_5);
        assertThat(world.blockers()).isEmpty();
    }
}
