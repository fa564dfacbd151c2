package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Plan;
import dev.thruway.engine.Engine;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.engine.run.StepResult;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.lab.guest.fs.FileStatus;
import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.Firmware;
import dev.thruway.lab.world.PowerState;
import dev.thruway.lab.world.VmChange;
import dev.thruway.lab.world.VmConfig;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// An `undo` of a VM whose guest got a driver is cut off after each request that changes the host,
/// the VM or the guest, and another one takes over: nothing is taken for restored that was not.
final class UndoCrashTest {

    private static final String VM = "gpu02";
    private static final PciAddress CARD = PciAddress.parse("0000:41:00.0");

    @TempDir Path folder;

    /// What Thruway had to change of the VM.
    enum Changed {
        /// It got its card and all that goes with it.
        ALL,
        /// Its settings were as they have to be already.
        DEVICE_ALONE
    }

    /// Where the card is when it is given back.
    enum Found {
        AT_ITS_ADDRESS,
        /// Somebody moved it, and the VM cannot start with the address that it names.
        ELSEWHERE
    }

    /// @param ran whether the VM ran before Thruway came
    record Case(String scenario, Changed changed, Found found, PowerState ran) {}

    private static final List<Case> CASES =
            List.of(
                    new Case(
                            Scenarios.SEED,
                            Changed.ALL,
                            Found.AT_ITS_ADDRESS,
                            PowerState.POWERED_ON),
                    new Case(Scenarios.SEED, Changed.ALL, Found.ELSEWHERE, PowerState.POWERED_OFF),
                    new Case(
                            Scenarios.SEED,
                            Changed.DEVICE_ALONE,
                            Found.ELSEWHERE,
                            PowerState.POWERED_OFF),
                    new Case(
                            Scenarios.SEED,
                            Changed.DEVICE_ALONE,
                            Found.ELSEWHERE,
                            PowerState.POWERED_ON),
                    new Case(
                            Scenarios.REBOOT,
                            Changed.DEVICE_ALONE,
                            Found.AT_ITS_ADDRESS,
                            PowerState.POWERED_ON));

    private static final Pattern OF_HOST =
            Pattern.compile(
                    "<(?:\\w+:)?(UpdatePassthruConfig|ReconfigVM_Task|PowerOnVM_Task|PowerOffVM_Task"
                        + "|EnterMaintenanceMode_Task|ExitMaintenanceMode_Task|RebootHost_Task|MakeDirectory|DeleteDatastoreFile_Task|ShutdownGuest)["
                        + " >]");

    private static final Pattern OF_GUEST =
            Pattern.compile("put |rm |update-initramfs|apt-get .*-y purge");

    private static final class Cutting implements InProcess.Tap {
        private final int last;
        private int changes;
        private volatile boolean dead;

        Cutting(int last) {
            this.last = last;
        }

        /// Whether the computer lost its power now, or before.
        private boolean dies(boolean changes) {
            if (!dead && changes && ++this.changes == last) {
                dead = true;
                Thread.currentThread().interrupt();
            }
            return dead;
        }

        private static VsphereException hostLost() {
            return new VsphereException("test", new VsphereFault.Unreachable("dead"));
        }

        private static GuestException guestLost() {
            return new GuestException("test", new GuestFault.Unreachable("dead"));
        }

        @Override
        public void before(VsphereTransport.Request request) {
            if (dead) {
                throw hostLost();
            }
        }

        @Override
        public void after(VsphereTransport.Request request) {
            if (dies(request.method().equals("PUT") || OF_HOST.matcher(request.body()).find())) {
                throw hostLost();
            }
        }

        @Override
        public void beforeGuest(String line) {
            if (dead) {
                throw guestLost();
            }
        }

        @Override
        public void afterGuest(String line) {
            if (dies(OF_GUEST.matcher(line).lookingAt())) {
                throw guestLost();
            }
        }
    }

    private Engine engine(InProcess lab, String who) {
        return Laptop.engine(lab, Laptop.specWithGuest(VM), folder, who);
    }

    /// A world with the VM as it was before, and that.
    private record Begun(InProcess lab, SortedMap<String, String> first) {}

    private Begun begin(Case of) throws Exception {
        var lab = new InProcess(of.scenario());
        if (of.changed() == Changed.DEVICE_ALONE) {
            prepare(lab);
        }
        if (of.ran() == PowerState.POWERED_ON) {
            lab.vm(VM).powerOn();
            await(lab.vm(VM).guest()::running);
        }
        var first = dump(lab);
        try (var engine = engine(lab, "whole@here")) {
            assertThat(Laptop.walk(engine, Laptop.plan(engine)))
                    .isNotEmpty()
                    .allSatisfy(o -> assertThat(o.result()).isInstanceOf(StepResult.Done.class));
            assertThat(Laptop.plan(engine).allHold()).isTrue();
        }
        if (of.found() == Found.ELSEWHERE) {
            var server = lab.world.server(InProcess.SERVER);
            server.rearrange(Map.of(CARD, PciAddress.parse("0000:42:00.0")));
            server.restart();
            await(lab.host()::answering);
            assertThat(lab.host().function(CARD)).isEmpty();
            assertThat(lab.vm(VM).power()).isEqualTo(PowerState.POWERED_OFF);
        }
        return new Begun(lab, first);
    }

    /// All that a card of this size asks for but the card.
    private static void prepare(InProcess lab) throws InterruptedException {
        var vm = lab.vm(VM);
        long mib = vm.config().memory().mib();
        vm.reconfigure(
                VmChange.NONE
                        .withFirmware(Firmware.EFI, true)
                        .withMemory(
                                new VmChange.MemoryChange(
                                        Optional.empty(),
                                        Optional.of(mib),
                                        Optional.of(true),
                                        Optional.empty()))
                        .withSettings(
                                List.of(
                                        new VmChange.Setting(MmioKeys.USE_64BIT_MMIO, "TRUE"),
                                        new VmChange.Setting(MmioKeys.SIZE_GB, "128"))));
        await(() -> "128".equals(vm.config().extraConfig().get(MmioKeys.SIZE_GB)));
    }

    private static void await(BooleanSupplier is) throws InterruptedException {
        for (int i = 0; i < 2_000 && !is.getAsBoolean(); i++) {
            Thread.sleep(Duration.ofMillis(5));
        }
        assertThat(is.getAsBoolean()).isTrue();
    }

    /// The VM, its guest's disk, and what Thruway left on the datastore.
    private static SortedMap<String, String> dump(InProcess lab) {
        var dump = new TreeMap<String, String>();
        var vm = lab.vm(VM);
        dump.put("power", vm.power().toString());
        config(vm.config(), dump);
        vm.guest()
                .disk()
                .packages()
                .all()
                .forEach(p -> dump.put("package " + p.name(), p.toString()));
        for (var path : List.of("/etc", "/boot", "/usr/lib/modules", "/var/lib/thruway")) {
            files(vm.guest().disk().files(), path, dump);
        }
        lab.host().datastore().filesUnder(".thruway").stream()
                .filter(f -> !f.name().contains("/lock"))
                .forEach(f -> dump.put("datastore " + f.name(), ""));
        return dump;
    }

    private static void config(VmConfig config, Map<String, String> dump) {
        dump.put("config memory", config.memory().toString());
        dump.put("config boot", config.boot().toString());
        dump.put("config devices", config.devices().toString());
        config.extraConfig().forEach((key, value) -> dump.put("vmx " + key, value));
    }

    private static void files(FileSystem files, String path, Map<String, String> dump) {
        if (!files.exists(User.ROOT, path)) {
            return;
        }
        if (files.lstat(User.ROOT, path).kind() == FileStatus.Kind.DIRECTORY) {
            files.list(User.ROOT, path).forEach(name -> files(files, path + "/" + name, dump));
        } else if (files.lstat(User.ROOT, path).kind() == FileStatus.Kind.REGULAR) {
            var content = new String(files.read(User.ROOT, path), StandardCharsets.ISO_8859_1);
            dump.put("file " + path, content);
        }
    }

    private void walkToItsEnd(InProcess lab) {
        try (var engine = engine(lab, "dead@laptop")) {
            Laptop.walk(engine, Laptop.undoPlan(engine));
        } catch (InterruptedException | StepFailed _) {
            // The others see only what it left behind.
        } finally {
            Thread.interrupted();
        }
    }

    /// As a person does it: again and again, until one of the runs was not kept from anything; then
    /// nothing may be left.
    private void takeOver(InProcess lab) throws Exception {
        try (var engine = engine(lab, "alive@laptop")) {
            boolean done = false;
            for (int round = 0; round < 10 && !done; round++) {
                settle(lab);
                var plan = Laptop.undoPlan(engine);
                assertThat(plan.blockers()).allMatch(b -> b.code().endsWith("-unread"));
                done = plan.blockers().isEmpty() && lab.host().answering() && walk(engine, plan);
            }
            assertThat(done).isTrue();
            assertThat(Laptop.undoPlan(engine).blockers()).isEmpty();
            assertThat(Laptop.undoPlan(engine).steps()).isEmpty();
        }
    }

    /// Waits for a host that boots, and for a guest that does.
    private static void settle(InProcess lab) throws InterruptedException {
        Thread.sleep(Duration.ofMillis(20));
        await(lab.host()::answering);
        var vm = lab.vm(VM);
        await(() -> vm.power() == PowerState.POWERED_OFF || vm.guest().running());
    }

    /// Whether it went to its end.
    private static boolean walk(Engine engine, Plan plan) throws Exception {
        var outcomes = Laptop.walk(engine, plan);
        assertThat(outcomes)
                .allSatisfy(o -> assertThat(o.result()).isNotInstanceOf(StepResult.Failed.class));
        return outcomes.stream().allMatch(o -> o.result() instanceof StepResult.Done);
    }

    static Stream<Arguments> cuts() throws Exception {
        var test = new UndoCrashTest();
        test.folder = Files.createTempDirectory("thruway-crash");
        var cuts = new ArrayList<Arguments>();
        for (var one : CASES) {
            var counting = new Cutting(-1);
            test.walkToItsEnd(test.begin(one).lab().tapped(counting));
            assertThat(counting.changes).isGreaterThan(8);
            for (int last = 1; last <= counting.changes; last++) {
                cuts.add(Arguments.of(one, last));
            }
        }
        return cuts.stream();
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void whatIsLeftToRestoreIsRestoredByTheNext(Case one, int last) throws Exception {
        var begun = begin(one);

        walkToItsEnd(begun.lab().tapped(new Cutting(last)));
        takeOver(begun.lab());

        assertThat(dump(begun.lab())).isEqualTo(begun.first());
    }
}
