package dev.thruway.lab.journey;

import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.connect.Connector;
import dev.thruway.engine.journal.Journal;
import dev.thruway.knowledge.ProductKnowledge;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A computer on which Thruway runs.
final class Laptop {

    private Laptop() {}

    static Engine engine(Connector connector, Spec spec, Path journal, String who) {
        return engine(connector, spec, journal, who, clock());
    }

    static Engine engine(Connector connector, Spec spec, Path journal, String who, Clock clock) {
        return new Engine(
                spec,
                ProductKnowledge.builtIn(),
                connector,
                new Journal(journal),
                new EngineSettings(clock, new SplittableRandom(7), Duration.ofSeconds(10), who));
    }

    static Clock clock() {
        return new QuickClock();
    }

    /// The wall clock, on which waiting takes a five-hundredth.
    private static final class QuickClock implements Clock {

        private Duration ahead = Duration.ZERO;

        @Override
        public synchronized Instant now() {
            return Instant.now().plus(ahead);
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.dividedBy(500));
            synchronized (this) {
                ahead = ahead.plus(duration);
            }
        }

        /// Of what is done by itself each pause would move the time for all others.
        @Override
        public Repeated every(Duration pause, Runnable work) {
            return () -> {};
        }
    }

    /// One VM with some of the server's cards.
    static Spec spec(String vm, int gpus) {
        return spec(vm, gpus, URI.create("https://lab"), new Trust.Insecure(), Optional.empty());
    }

    /// One VM with a card, and its guest with a driver.
    static Spec specWithGuest(String vm) {
        var bare = spec(vm, 1);
        var wish = bare.vms().getFirst();
        var ssh =
                new GuestAccess.Ssh(
                        vm,
                        GuestAccess.Ssh.DEFAULT_PORT,
                        new GuestAccess.Login(
                                "hpe",
                                Optional.empty(),
                                Optional.of(new SecretRef.Env("GUEST_PASSWORD"))),
                        new HostKey.Unstated(),
                        Optional.empty(),
                        Optional.empty());
        return new Spec(
                bare.vcenters(),
                bare.servers(),
                List.of(
                        new Vm(
                                wish.name(),
                                wish.placement(),
                                wish.path(),
                                wish.gpus(),
                                wish.secureBoot(),
                                wish.firmwareConversion(),
                                Optional.of(new Guest(ssh, new Driver.Auto())))),
                bare.policy());
    }

    /// One VM with a card of its host, which is reached through its vCenter.
    static Spec specUnderVcenter(String vm, String host) {
        var direct = spec(vm, 1);
        var server = direct.servers().getFirst();
        return new Spec(
                List.of(
                        new Vcenter(
                                "vc01", endpoint(URI.create("https://lab"), new Trust.Insecure()))),
                List.of(
                        new Server(
                                server.name(),
                                Optional.of(new Esxi.UnderVcenter("vc01", host)),
                                server.bmc(),
                                server.passthrough(),
                                server.gpuFirmware(),
                                server.policy())),
                direct.vms(),
                direct.policy());
    }

    /// One VM in a cluster, with a card of a model.
    static Spec specInCluster(String vm, String cluster) {
        return specInCluster(vm, cluster, Optional.empty());
    }

    /// @param path of the VM in the inventory
    static Spec specInCluster(String vm, String cluster, Optional<String> path) {
        return new Spec(
                List.of(
                        new Vcenter(
                                "vc01", endpoint(URI.create("https://lab"), new Trust.Insecure()))),
                List.of(),
                List.of(
                        new Vm(
                                vm,
                                new Placement.InCluster("vc01", cluster),
                                path,
                                List.of(
                                        new GpuWish.Dynamic(
                                                Optional.of("L40S"), Optional.empty(), 1)),
                                Vm.SecureBoot.ON,
                                Vm.FirmwareConversion.NEVER,
                                Optional.empty())),
                Policy.DEFAULT);
    }

    private static Endpoint endpoint(URI url, Trust trust) {
        return new Endpoint(url, "root", new SecretRef.Env("ESXI_PASSWORD"), trust);
    }

    /// One VM with what it wishes for.
    static Spec spec(String vm, List<GpuWish> gpus, Vm.FirmwareConversion conversion) {
        return spec(
                vm,
                gpus,
                conversion,
                URI.create("https://lab"),
                new Trust.Insecure(),
                Optional.empty());
    }

    static Spec spec(String vm, int gpus, URI esxi, Trust trust, Optional<Bmc> bmc) {
        return spec(
                vm,
                List.of(new GpuWish.Fixed(new CardChoice.OfModel("L40S", gpus))),
                Vm.FirmwareConversion.NEVER,
                esxi,
                trust,
                bmc);
    }

    private static Spec spec(
            String vm,
            List<GpuWish> gpus,
            Vm.FirmwareConversion conversion,
            URI esxi,
            Trust trust,
            Optional<Bmc> bmc) {
        return new Spec(
                List.of(),
                List.of(
                        new Server(
                                InProcess.SERVER,
                                Optional.of(new Esxi.Standalone(endpoint(esxi, trust))),
                                bmc,
                                List.of(),
                                new TreeMap<>(),
                                PolicyOverride.NONE)),
                List.of(
                        new Vm(
                                vm,
                                new Placement.OnServer(InProcess.SERVER),
                                Optional.empty(),
                                gpus,
                                Vm.SecureBoot.ON,
                                conversion,
                                Optional.empty())),
                Policy.DEFAULT);
    }

    static Observation look(Engine engine) {
        return engine.observe(_ -> true);
    }

    static Plan plan(Engine engine) {
        return engine.plan(look(engine), _ -> true);
    }

    static Plan undoPlan(Engine engine) {
        return engine.undoPlan(look(engine), _ -> true);
    }

    static List<StepOutcome> walk(Engine engine, Plan plan) throws InterruptedException {
        return engine.walk(plan, look(engine), RunListener.NONE);
    }

    static VmState vm(Observation seen, String name) {
        return seen.vms().get(name).state().known().flatMap(s -> s).orElseThrow();
    }
}
