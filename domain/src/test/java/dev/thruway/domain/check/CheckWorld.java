package dev.thruway.domain.check;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.gpu.DriverBranches;
import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.observation.VirtualHardware;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Planner;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A world in which nothing stops the journey, and words for what a test changes in it.
final class CheckWorld {

    static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    String version = "8.0.2";
    Observed<HostObservation> host;
    PassthroughState passthrough = PassthroughState.OFF;
    int secondNode = 0;
    List<String> runningVms = List.of();
    boolean rebinds = true;
    List<HostFacts.Licence> licences =
            List.of(new HostFacts.Licence("eval", "Evaluation Mode", Optional.empty()));
    List<String> missingPrivileges = List.of();
    final SortedMap<String, Observed<List<String>>> inClusters = new TreeMap<>();
    String connection = "connected";
    String lockdown = "lockdownDisabled";
    ByteSize memory = ByteSize.ofGib(768);
    Map<String, ByteSize> reserved = Map.of();
    String vendor = "HPE";
    Observed<Boolean> pcieHotPlug = Observed.of(false);
    Observed<HostFacts> hostFacts;

    /// Further VMs of the file, which nothing is planned for.
    List<String> others = List.of();

    int gpus = 1;
    int missing = 0;
    Vm.SecureBoot secureBoot = Vm.SecureBoot.ON;
    VmState.Power power = VmState.Power.OFF;
    String hardware = "vmx-21";
    VmState.Firmware firmware = VmState.Firmware.EFI;
    Map<String, String> extraConfig = Map.of();
    boolean virtualTpm;
    EnumSet<VmFacts.Trait> traits = EnumSet.noneOf(VmFacts.Trait.class);
    Optional<String> managedBy = Optional.empty();
    List<String> unread = List.of();
    Optional<Observed<GuestObservation>> guest = Optional.empty();
    Optional<UnderVcenter> under = Optional.empty();
    Policy policy = Policy.DEFAULT;
    Optional<HostPending> pending = Optional.empty();

    private static final PciIds L40S = new PciIds(0x10de, 0x26b9, 0x10de, 0x1851);

    List<CheckFinding> findings() {
        var observation = observation();
        var spec = spec();
        var knowledge = new OneBoard();
        return Preflight.of(
                spec,
                observation,
                facts(),
                knowledge,
                Planner.plan(spec, observation, knowledge, _ -> true));
    }

    /// The plan, made without the VMs that could not start.
    Plan startable() {
        var observation = observation();
        var spec = spec();
        var knowledge = new OneBoard();
        Predicate<Target> wanted = t -> !others.contains(t.name());
        var plan = Planner.plan(spec, observation, knowledge, wanted);
        var blockers = PowerOns.blockers(spec, observation, plan, powerOnFacts());
        return Planner.plan(spec, observation, knowledge, wanted, blockers);
    }

    private PowerOnFacts powerOnFacts() {
        var hosts = new TreeMap<String, Observed<HostMemory>>();
        var vms = new TreeMap<String, Observed<Set<VmFacts.Trait>>>();
        if (hostFacts == null) {
            hosts.put("dl385-01", Observed.of(hostMemory()));
            vms.put("gpu02", Observed.of(traits));
        } else {
            hosts.put("dl385-01", unread("rejected"));
            vms.put("gpu02", unread("rejected"));
        }
        return new PowerOnFacts(hosts, vms);
    }

    /// As `GOVC_URL` alone would have it.
    List<CheckFinding> findingsWithoutFile() {
        return Preflight.ofHosts(List.of(server()), facts(), new OneBoard());
    }

    Optional<CheckFinding> finding(CheckCode code) {
        return findings().stream().filter(f -> f.code().equals(code.code())).findFirst();
    }

    Spec spec() {
        var endpoint =
                new Endpoint(
                        URI.create("https://esxi01"),
                        "root",
                        new SecretRef.Env("ESXI_PASSWORD"),
                        new Trust.Insecure());
        var access = new GuestAccess.Tools("hpe", new SecretRef.Env("GUEST_PASSWORD"));
        return new Spec(
                List.of(),
                List.of(
                        new Server(
                                "dl385-01",
                                Optional.of(new Esxi.Standalone(endpoint)),
                                Optional.empty(),
                                List.of(),
                                new TreeMap<>(),
                                PolicyOverride.NONE)),
                names().map(name ->
                                new Vm(
                                        name,
                                        new Placement.OnServer("dl385-01"),
                                        Optional.empty(),
                                        List.of(
                                                new GpuWish.Fixed(
                                                        new CardChoice.OfModel("L40S", gpus))),
                                        secureBoot,
                                        Vm.FirmwareConversion.NEVER,
                                        guest.map(_ -> new Guest(access, new Driver.Auto()))))
                        .toList(),
                policy);
    }

    static Policy policy(Permission hostReboot, Permission.Answer vmPowerOff) {
        return new Policy(hostReboot, vmPowerOff, Permission.Answer.NEVER, Permission.Answer.NEVER);
    }

    private Observation observation() {
        var servers = new TreeMap<String, ServerObservation>();
        servers.put("dl385-01", server());
        var vms = new TreeMap<String, VmObservation>();
        names().forEach(name ->
                vms.put(
                        name,
                        new VmObservation(
                                name,
                                Observed.of(Optional.of(vm(name))),
                                guest,
                                Observed.of(List.of()))));
        return new Observation(servers, vms, new TreeMap<>());
    }

    private ServerObservation server() {
        return new ServerObservation(
                "dl385-01",
                Optional.empty(),
                Optional.of(host == null ? Observed.of(known()) : host),
                under);
    }

    private HostObservation known() {
        var functions = new ArrayList<HostFunction>();
        for (int i = 0; i < Math.max(gpus, 2) - missing; i++) {
            functions.add(card(i, i == 0 ? 0 : secondNode));
        }
        return new HostObservation(
                "esxi01",
                version,
                "65f0c1a2",
                Observed.of(NOW),
                false,
                Observed.of(rebinds),
                Observed.of(true),
                functions,
                runningVms.stream()
                        .map(name ->
                                new RunningVm(
                                        "uuid of " + name,
                                        name,
                                        List.of(),
                                        RunningVm.Mobility.FREE,
                                        RunningVm.Tools.RUNNING))
                        .toList(),
                new TreeMap<>(),
                Optional.empty(),
                Observed.of(new HostUses(new TreeMap<>(), HostUses.Boot.FOUND, HostUses.Vsan.NONE)),
                Observed.of(Optional.empty()),
                Observed.of(pending),
                OptionalInt.empty());
    }

    private HostFunction card(int number, int node) {
        return new HostFunction(
                new PciAddress(0, 0x41 + number, 0, 0),
                L40S,
                0x0302,
                "AD102GL [L40S]",
                Observed.of(Optional.of("Slot " + (3 + number))),
                OptionalInt.of(node),
                Observed.of(passthrough),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Those of the file.
    private Stream<String> names() {
        return Stream.concat(Stream.of("gpu02"), others.stream());
    }

    private VmState vm(String name) {
        return new VmState(
                "52f3a1d0",
                name,
                "ha-host",
                power,
                new VirtualHardware(
                        hardware,
                        VirtualHardware.Snapshots.NONE,
                        Optional.empty(),
                        Observed.of(List.of(13, 21))),
                firmware,
                Optional.of(false),
                65_536,
                0,
                false,
                new TreeMap<>(extraConfig),
                List.of(),
                virtualTpm,
                "1",
                Optional.empty(),
                List.of(),
                List.of(),
                false,
                Optional.empty());
    }

    private PreflightFacts facts() {
        var hosts = new TreeMap<String, Observed<HostFacts>>();
        var vms = new TreeMap<String, Observed<VmFacts>>();
        if (host == null || host instanceof Observed.Known<?>) {
            hosts.put("dl385-01", hostFacts == null ? Observed.of(hostFacts()) : hostFacts);
            vms.put("gpu02", Observed.of(new VmFacts(traits, managedBy, unread)));
        }
        return new PreflightFacts(hosts, vms, inClusters);
    }

    private HostFacts hostFacts() {
        return new HostFacts(
                Observed.of(connection),
                Observed.of(lockdown),
                Observed.of(licences),
                Observed.of(missingPrivileges),
                hostMemory(),
                Observed.of(vendor),
                pcieHotPlug,
                NOW);
    }

    private HostMemory hostMemory() {
        return new HostMemory(Observed.of(memory), Observed.of(new TreeMap<>(reserved)));
    }

    static <T> Observed<T> unread(String reason) {
        return Observed.unknown(Phrase.of("unread." + reason, "what", "Login", "says", "no"));
    }

    static boolean isAbout(CheckFinding finding, Target target) {
        return finding.target().equals(target);
    }

    /// Knows the L40S, and nothing else.
    private static final class OneBoard implements Knowledge {

        private static final GpuModel MODEL =
                new GpuModel(
                        "L40S",
                        "L40S",
                        List.of("NVIDIA L40S"),
                        List.of("10de:26b9"),
                        "Ada",
                        ByteSize.ofGib(48),
                        List.of(new Bar(1, ByteSize.ofGib(64), Bar.Width.BITS_64, true)),
                        new DriverBranches(
                                Optional.of(new DriverBranches.Span(535, OptionalInt.empty())),
                                Optional.empty()));

        @Override
        public Optional<GpuModel> gpu(PciIds ids) {
            return ids.equals(L40S) ? Optional.of(MODEL) : Optional.empty();
        }

        @Override
        public List<GpuModel> gpusNamed(String name) {
            return name.equals("L40S") ? List.of(MODEL) : List.of();
        }

        @Override
        public List<String> nearestNames(String name) {
            return List.of("L40S");
        }

        @Override
        public DriverChoice driver(
                List<GpuModel> boards,
                String distribution,
                String version,
                String kernel,
                String branch) {
            return new DriverChoice.None(Phrase.of("driver.none"));
        }
    }
}
