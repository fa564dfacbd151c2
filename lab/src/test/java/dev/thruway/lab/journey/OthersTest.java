package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.LastLook;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmDevice;
import dev.thruway.lab.world.WorldPlan;
import dev.thruway.vsphere.client.VsphereTransport;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Somebody else works on the same host: another run, an administrator, whoever changed the cards.
final class OthersTest {

    private static final String WINDOW = "pciPassthru.64bitMMIOSizeGB";
    private static final String FIRST = "0000:41:00.0";
    private static final String L40S = "10de:26b9 10de:1851";
    private static final String A100 = "10de:20b5 10de:1533";

    private static final String PENDING =
            """
            {"bootTime":"2026-03-01T02:00:00Z","who":"dead@pc","since":"2026-03-01T02:00:00Z"}
            """;

    @TempDir Path folder;

    private Engine engine(InProcess lab, String vm) {
        return Laptop.engine(lab, Laptop.spec(vm, 1), folder, "test@here");
    }

    private Engine engine(InProcess lab) {
        return engine(lab, "gpu02");
    }

    private static String marks(InProcess lab) {
        return ".thruway/" + lab.host().systemId();
    }

    private static void put(InProcess lab, String file, String content) {
        var store = lab.host().datastore();
        if (!exists(lab, marks(lab))) {
            store.makeFolder(marks(lab), true);
        }
        store.write(marks(lab) + "/" + file, content.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean exists(InProcess lab, String path) {
        int slash = path.lastIndexOf('/');
        try {
            return lab.host().datastore().list(path.substring(0, slash)).entries().stream()
                    .anyMatch(e -> e.name().equals(path.substring(slash + 1)));
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static void await(BooleanSupplier is) throws InterruptedException {
        for (int i = 0; i < 2_000 && !is.getAsBoolean(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(is.getAsBoolean()).isTrue();
    }

    private static void changeKey(VirtualMachine vm, String key, String value) {
        vm.reconfigure(VmChange.NONE.withSettings(List.of(new VmChange.Setting(key, value))));
    }

    private static boolean has(VirtualMachine vm, String key, String value) {
        return value.equals(vm.config().extraConfig().get(key));
    }

    private static List<StepOutcome> walk(Engine engine) throws InterruptedException {
        return Laptop.walk(engine, Laptop.plan(engine));
    }

    private static StepResult first(List<StepOutcome> outcomes, String word) {
        return outcomes.stream()
                .map(StepOutcome::result)
                .filter(r -> r.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLockOfSomebodyElseIsRespectedAndItsHolderNamed() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        lab.host().datastore().makeFolder(marks(lab) + "/lock", true);
        var signed = "{\"who\":\"suzuki@pc\",\"since\":\"2026-03-01T02:00:00Z\"}\n";
        put(lab, "lock/who.json", signed);
        var config = lab.vm("gpu02").config();
        try (var engine = engine(lab)) {
            var refused = catchThrowableOfType(StepFailed.class, () -> walk(engine));

            assertThat(refused.phrase())
                    .isEqualTo(
                            Phrase.of(
                                    "run.locked-silent",
                                    "server",
                                    InProcess.SERVER,
                                    "holder",
                                    "suzuki@pc",
                                    "since",
                                    "2026-03-01T02:00:00Z",
                                    "folder",
                                    "[datastore1] " + marks(lab) + "/lock"));
        }
        assertThat(lab.vm("gpu02").config()).isEqualTo(config);
        assertThat(lab.host().available()).isEmpty();
        assertThat(lab.host().datastore().read(marks(lab) + "/lock/who.json"))
                .hasValueSatisfying(
                        b -> assertThat(b).asString(StandardCharsets.UTF_8).isEqualTo(signed));
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void aLockThatPromisesNoSignOfLifeSaysWhatToRemove(Language language) {
        var lab = new InProcess(Scenarios.SEED);
        lab.host().datastore().makeFolder(marks(lab) + "/lock", true);
        put(lab, "lock/who.json", "{}");
        try (var engine = engine(lab)) {
            var refused = catchThrowableOfType(StepFailed.class, () -> walk(engine));

            var said = Words.of(language, Engine.class);
            assertThat(said.say(refused.phrase().key(), refused.phrase().args()))
                    .contains("[datastore1] " + marks(lab) + "/lock", "?", InProcess.SERVER);
        }
    }

    @Test
    void aMaintenanceModeThatThruwayLeftBehindIsEnded() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        put(lab, "pending.json", PENDING);
        lab.host().enterMaintenance(Duration.ZERO);
        await(lab.host()::inMaintenance);
        try (var engine = engine(lab)) {
            for (int round = 0; round < 2; round++) {
                walk(engine);
            }

            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        assertThat(lab.host().inMaintenance()).isFalse();
        assertThat(exists(lab, marks(lab) + "/pending.json")).isFalse();
    }

    @Test
    void aMaintenanceModeOfSomebodyElseIsLeftAlone() throws Exception {
        var lab = new InProcess(Scenarios.REBOOT);
        lab.host().enterMaintenance(Duration.ZERO);
        await(lab.host()::inMaintenance);
        try (var engine = engine(lab)) {
            walk(engine);
            walk(engine);
        }
        assertThat(lab.host().inMaintenance()).isTrue();
        assertThat(lab.host().boots()).isEqualTo(2);
    }

    /// Else the next maintenance mode, of an administrator, would be ended by us.
    @Test
    void aNoteThatOutlivedItsMaintenanceModeIsRemoved() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab)) {
            walk(engine);
            put(lab, "pending.json", PENDING);

            assertThat(walk(engine))
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(exists(lab, marks(lab) + "/pending.json")).isFalse();
            assertThat(Laptop.plan(engine).steps()).isEmpty();
        }
    }

    @Test
    void aSettingChangedAfterThePlanIsNotOverwritten() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        var vm = lab.vm("gpu02");
        try (var engine = engine(lab)) {
            var seen = Laptop.look(engine);
            var plan = engine.plan(seen, _ -> true);
            changeKey(vm, WINDOW, "512");
            await(() -> has(vm, WINDOW, "512"));

            var outcomes = engine.walk(plan, seen, RunListener.NONE);

            assertThat(first(outcomes, "failed").message())
                    .isEqualTo(
                            Phrase.of(
                                    "run.vm-changed-meanwhile",
                                    "path",
                                    "config.extraConfig[" + WINDOW + "]",
                                    "was",
                                    "-",
                                    "is",
                                    "512"));
        }
        assertThat(has(vm, WINDOW, "512")).isTrue();
        assertThat(vm.config().passthroughDevices()).isEmpty();
        assertThat(vm.config().extraConfig()).doesNotContainKey("thruway.before");
    }

    @Test
    void theLastLookIsTakenUnderTheLockAndEndsTheRun() {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab)) {
            var seen = Laptop.look(engine);
            var plan = engine.plan(seen, _ -> true);
            LastLook moved =
                    _ -> {
                        assertThat(exists(lab, marks(lab) + "/lock")).isTrue();
                        throw new StepFailed(Phrase.of("test.moved"));
                    };

            var refused =
                    catchThrowableOfType(
                            StepFailed.class,
                            () -> engine.walk(plan, seen, moved, RunListener.NONE));

            assertThat(refused.phrase()).isEqualTo(Phrase.of("test.moved"));
        }
        assertThat(lab.host().datastore().filesUnder(".thruway")).isEmpty();
        assertThat(lab.host().available()).isEmpty();
    }

    /// A lab in which somebody changes keys between our read and our task, so many times.
    private static InProcess busy(InProcess lab, String key, int times) {
        var vm = lab.vm("gpu02");
        var done = new AtomicInteger();
        return lab.tapped(
                new InProcess.Tap() {
                    @Override
                    public void before(VsphereTransport.Request request) {
                        if (request.body().contains("ReconfigVM_Task")
                                && done.getAndIncrement() < times) {
                            var value = Integer.toString(512 + done.get());
                            changeKey(vm, key, value);
                            try {
                                await(() -> has(vm, key, value));
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    }
                });
    }

    /// Between our read and our task there is time for another's task; the server notices it.
    @Test
    void aChangeInTheLastMomentIsNotOverwritten() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        var vm = lab.vm("gpu02");
        try (var engine = engine(busy(lab, WINDOW, 1))) {
            var outcomes = walk(engine);

            assertThat(first(outcomes, "failed").message())
                    .isEqualTo(
                            Phrase.of(
                                    "run.vm-changed-meanwhile",
                                    "path",
                                    "config.extraConfig[" + WINDOW + "]",
                                    "was",
                                    "-",
                                    "is",
                                    "513"));
        }
        assertThat(has(vm, WINDOW, "513")).isTrue();
        assertThat(vm.config().passthroughDevices()).isEmpty();
    }

    @Test
    void aChangeOfSomethingElseInTheLastMomentStaysAndOursIsMadeAfterIt() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(busy(lab, "guestinfo.owner", 2))) {
            assertThat(walk(engine))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        assertThat(has(lab.vm("gpu02"), "guestinfo.owner", "514")).isTrue();
    }

    @Test
    void aVmThatSomebodyChangesAllTheTimeIsLeftAlone() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(busy(lab, "guestinfo.owner", 1000))) {
            assertThat(first(walk(engine), "failed").message().key())
                    .isEqualTo("run.vm-keeps-changing");
        }
        assertThat(lab.vm("gpu02").config().passthroughDevices()).isEmpty();
    }

    /// A lab in which another task of the VM begins just before each of ours.
    private static InProcess occupied(InProcess lab, String method, int times) {
        var done = new AtomicInteger();
        return lab.tapped(
                new InProcess.Tap() {
                    @Override
                    public void before(VsphereTransport.Request request) {
                        if (request.body().contains("<" + method + " ")
                                && done.getAndIncrement() < times) {
                            changeKey(lab.vm("gpu02"), "guestinfo.owner", "backup");
                        }
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReconfigVM_Task", "PowerOnVM_Task"})
    void aTaskOfSomebodyElseIsWaitedFor(String method) throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(occupied(lab, method, 2))) {
            assertThat(walk(engine))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
        }
        assertThat(lab.vm("gpu02").power()).isEqualTo(PowerState.POWERED_ON);
    }

    @Test
    void aVmThatWasRenamedKeepsItsNotes() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab)) {
            walk(engine);
        }
        rename(lab.vm("gpu02"), "gpu77");
        await(() -> lab.host().vms().getFirst().config().name().equals("gpu77"));

        try (var engine = engine(lab, "gpu77")) {
            assertThat(Laptop.plan(engine).steps()).isEmpty();
            assertThat(Laptop.plan(engine).allHold()).isTrue();

            assertThat(Laptop.walk(engine, Laptop.undoPlan(engine)))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
        }
        assertThat(lab.vm("gpu77").config().passthroughDevices()).isEmpty();
    }

    @Test
    void aVmThatWasRenamedInTheInventoryOnlyIsRecognised() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab)) {
            walk(engine);
            rename(lab.vm("gpu02"), "gpu77");
            await(() -> lab.host().vms().getFirst().config().name().equals("gpu77"));

            var plan = Laptop.plan(engine);
            assertThat(plan.steps()).isEmpty();
            assertThat(plan.allHold()).isTrue();
            assertThat(plan.consequences())
                    .extracting(c -> c.message())
                    .containsExactly(
                            Phrase.of("consequence.renamed", "vm", "gpu02", "now", "gpu77"));

            assertThat(Laptop.undoPlan(engine).blockers()).isEmpty();
            assertThat(Laptop.walk(engine, Laptop.undoPlan(engine)))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
        }
        assertThat(lab.vm("gpu77").config().passthroughDevices()).isEmpty();
        assertThat(lab.host().available()).isEmpty();
    }

    private static void rename(VirtualMachine vm, String name) {
        var none = VmChange.NONE;
        vm.reconfigure(
                new VmChange(
                        none.changeVersion(),
                        Optional.of(name),
                        none.annotation(),
                        none.guestId(),
                        none.cpu(),
                        none.memory(),
                        none.boot(),
                        none.extraConfig(),
                        none.devices()));
    }

    @Test
    void theNotesThatACloneCarriesAreNotItsOwn() throws Exception {
        var lab = new InProcess(Worlds.withSecondVm());
        try (var engine = engine(lab)) {
            walk(engine);
        }
        var clone = lab.vm("gpu03");
        for (var key : List.of("thruway.before", "thruway.agreed")) {
            var note = Objects.requireNonNull(lab.vm("gpu02").config().extraConfig().get(key));
            changeKey(clone, key, note);
            await(() -> has(clone, key, note));
        }
        try (var engine = engine(lab, "gpu03")) {
            var state = Laptop.vm(Laptop.look(engine), "gpu03");
            assertThat(state.before()).isEmpty();
            assertThat(state.agreed()).isEmpty();

            assertThat(engine.undoPlan(Laptop.look(engine), t -> t.name().equals("gpu03")).steps())
                    .isEmpty();
            assertThat(Laptop.plan(engine).steps())
                    .extracting(s -> s.action().code())
                    .contains("note-vm");
        }
    }

    @Test
    void anotherCardAtAnAgreedAddressIsRefused() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab)) {
            walk(engine);
        }
        var note =
                Objects.requireNonNull(
                        lab.vm("gpu02").config().extraConfig().get("thruway.agreed"));
        var swapped = new InProcess(Worlds.withCardSwapped(L40S, A100));
        changeKey(swapped.vm("gpu02"), "thruway.agreed", note);
        await(() -> has(swapped.vm("gpu02"), "thruway.agreed", note));

        try (var engine = engine(swapped)) {
            var plan = Laptop.plan(engine);

            assertThat(plan.steps()).isEmpty();
            assertThat(plan.blockers())
                    .extracting(b -> b.cause().key())
                    .contains("blocker.card-changed");
            assertThat(plan.blockers().toString()).contains(FIRST, L40S, A100);
        }
    }

    @Test
    void aCardSwappedAfterThePlanIsNotTouched() throws Exception {
        Plan plan;
        try (var engine = engine(new InProcess(Scenarios.SEED))) {
            plan = Laptop.plan(engine);
        }
        var swapped = new InProcess(Worlds.withCardSwapped(L40S, A100));
        try (var engine = engine(swapped)) {
            var outcomes = Laptop.walk(engine, plan);

            var failed = first(outcomes, "failed");
            assertThat(failed.message().key()).isEqualTo("run.another-card");
            assertThat(failed.message().args())
                    .containsEntry("address", FIRST)
                    .containsEntry("wanted", L40S)
                    .containsEntry("found", A100);
        }
        assertThat(swapped.host().available()).isEmpty();
        assertThat(swapped.vm("gpu02").config().passthroughDevices()).isEmpty();
    }

    /// As after the host was installed anew: address and ids are right, the systemId is not.
    @Test
    void aDeviceThatNamesAnotherHostIsReplacedInOneWalk() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        var vm = lab.vm("gpu02");
        vm.reconfigure(
                VmChange.NONE.withDevices(
                        List.of(
                                new VmChange.DeviceChange.AddPassthrough(
                                        new VmDevice.Backing(
                                                "", FIRST, "26b9", "another-host", 0x10de)))));
        await(() -> !vm.config().passthroughDevices().isEmpty());
        try (var engine = engine(lab)) {
            assertThat(walk(engine))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));

            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        assertThat(vm.config().passthroughDevices())
                .singleElement()
                .satisfies(
                        d -> assertThat(d.backing().systemId()).isEqualTo(lab.host().systemId()));
    }

    /// The plan is made before the reboot; the world is another one after it.
    private StepResult afterTheReboot(WorldPlan world) throws InterruptedException {
        try (var before = engine(new InProcess(Scenarios.REBOOT));
                var after = engine(new InProcess(world))) {
            var seen = Laptop.look(before);
            var reboot =
                    before.plan(seen, _ -> true).steps().stream()
                            .filter(s -> s.action() instanceof Action.RebootHost)
                            .toList();
            assertThat(reboot).hasSize(1);
            var plan = new Plan(reboot, List.of(), List.of(), List.of());
            return after.walk(plan, seen, RunListener.NONE).getFirst().result();
        }
    }

    @Test
    void aHostThatComesBackWithTheSameCardsHasRebooted() throws Exception {
        assertThat(afterTheReboot(Scenarios.plan(Scenarios.REBOOT)))
                .isInstanceOf(StepResult.Done.class);
    }

    @Test
    void aHostThatComesBackWithAnotherCardIsNoted() throws Exception {
        assertThat(afterTheReboot(Worlds.withCardSwapped(L40S, A100)).message())
                .isEqualTo(anotherCard(A100 + ", PCI-E Slot 3"));
    }

    @Test
    void aHostThatComesBackWithoutItsCardIsNoted() throws Exception {
        assertThat(afterTheReboot(Worlds.withoutCard(FIRST)).message()).isEqualTo(anotherCard("-"));
    }

    private static Phrase anotherCard(String found) {
        return Phrase.of(
                "run.another-card",
                "address",
                FIRST,
                "wanted",
                L40S + ", PCI-E Slot 3",
                "found",
                found);
    }

    @Test
    void aRenamedVmThatTheFileStillCallsByItsOldNameIsNotFound() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        rename(lab.vm("gpu02"), "gpu77");
        await(() -> lab.host().vms().getFirst().config().name().equals("gpu77"));
        try (var engine = engine(lab)) {
            var plan = Laptop.plan(engine);

            assertThat(plan.conditions())
                    .filteredOn(c -> c.id() == ConditionId.VM_PCI_DEVICE)
                    .singleElement()
                    .satisfies(
                            c -> assertThat(c.message().key()).isEqualTo("condition.vm-not-found"));
            assertThat(plan.steps())
                    .extracting(Step::target)
                    .noneMatch(t -> t.name().equals("gpu02"));
        }
    }

    @Test
    void aLookAgainSeesWhatWasChangedAndNotedMeanwhile() throws Exception {
        var lab = new InProcess(Scenarios.SEED);
        try (var engine = engine(lab)) {
            engine.observe(_ -> true);
            changeKey(lab.vm("gpu02"), "guestinfo.owner", "514");
            await(() -> has(lab.vm("gpu02"), "guestinfo.owner", "514"));
            put(lab, "before.json", "{\"passthroughEnabled\":{\"0000:41:00.0\":false}}");

            var again = engine.observeAgain(_ -> true);

            var vm = again.vms().get("gpu02").state().known().orElseThrow().orElseThrow();
            assertThat(vm.extra("guestinfo.owner")).contains("514");
            var host = again.servers().get(InProcess.SERVER).host().orElseThrow().known();
            assertThat(host.orElseThrow().before().known().orElseThrow()).isPresent();
        }
    }

    @Test
    void aLookAgainDoesNotReadWhatIsAsItWas() {
        var lab = new InProcess(Scenarios.SEED);
        var read = new AtomicInteger();
        var tapped =
                lab.tapped(
                        new InProcess.Tap() {
                            @Override
                            public void before(VsphereTransport.Request request) {
                                if (request.body().contains("config.hardware.device<")) {
                                    read.incrementAndGet();
                                }
                            }
                        });
        try (var engine = engine(tapped)) {
            var first = engine.observe(_ -> true);
            int once = read.get();

            assertThat(engine.observeAgain(_ -> true)).isEqualTo(first);

            assertThat(once).isPositive();
            assertThat(read).hasValue(once);
        }
    }
}
