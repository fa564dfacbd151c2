package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// An ESXi host on a server: its devices' passthrough, its maintenance mode, its VMs. It stands
/// alone or under a vCenter, and can be told the same things either way.
public final class EsxHost implements Entity {

    static final String ENTER_MAINTENANCE = "HostSystem.enterMaintenanceMode";

    /// POST and boot of a large server.
    private static final Duration REBOOT = Duration.ofMinutes(6);

    private static final Duration MAINTENANCE = Duration.ofSeconds(3);

    private final Server server;
    private final Timeline timeline;
    private final Identity identity;
    private final Changes changes;
    private final TaskLog tasks;
    private final EventLog events;
    private final Optional<Datastore> own;
    private final Set<Hidden> hidden;
    private final List<Datastore> datastores = new ArrayList<>();
    private final List<VirtualMachine> vms = new ArrayList<>();
    private final SortedMap<PciAddress, Passthrough> passthrough = new TreeMap<>();
    private final Map<PciAddress, GraphicsMode> graphics = new HashMap<>();
    private Instant bootTime;
    private Optional<Vcenter> vcenter = Optional.empty();
    private Lockdown lockdown;
    private boolean inMaintenance;
    private boolean up = true;
    private int boots = 1;

    /// What never changes about a host.
    ///
    /// @param systemId what `esxcli system uuid get` prints, and what a passthrough device of a VM
    ///   is bound to
    /// @param rebind whether a device can change its driver while the host runs
    /// @param licence what its API may do
    public record Identity(
            String name,
            String systemId,
            EsxProduct product,
            Rebind rebind,
            Licence licence,
            HostSwitches switches) {}

    /// The licence of a host. With the free one its API refuses every change.
    public enum Licence {
        EVALUATION,
        FREE
    }

    /// Whether the host takes orders from others than its vCenter.
    public enum Lockdown {
        DISABLED("lockdownDisabled"),
        NORMAL("lockdownNormal"),
        STRICT("lockdownStrict");

        private final String wire;

        Lockdown(String wire) {
            this.wire = wire;
        }

        /// As `HostLockdownMode` spells it.
        public String wire() {
            return wire;
        }
    }

    /// Whether a host is in maintenance mode.
    public enum Maintenance {
        OUT,
        IN
    }

    /// What a host may not show.
    public enum Hidden {
        /// What it needs devices for itself.
        USES,
        /// In which slots cards are.
        SLOTS,
        /// Whether a device can change hands while it runs.
        REBIND
    }

    /// Whether a device can change hands while the host runs.
    public enum Rebind {
        LIVE,
        AFTER_REBOOT
    }

    EsxHost(Server server, Changes changes, Timeline timeline, ServerPlan plan) {
        this.server = server;
        this.identity = plan.host();
        this.changes = changes;
        this.timeline = timeline;
        this.tasks = new TaskLog(changes, timeline, TaskLog.Keys.HOST);
        this.events = new EventLog(changes, timeline, _ -> Datacenter.OF_HOST);
        this.own =
                plan.datastore().map(d -> new Datastore(changes, timeline, d.name(), d.capacity()));
        this.datastores.addAll(own.stream().toList());
        this.hidden = plan.state().hidden();
        this.lockdown = plan.state().lockdown();
        this.inMaintenance = plan.state().maintenance() == Maintenance.IN;
        this.graphics.putAll(plan.state().graphics());
        this.passthrough.putAll(plan.state().passthrough());
        this.bootTime = timeline.now().minus(Duration.ofDays(12));
    }

    public Server server() {
        return server;
    }

    public String name() {
        return identity.name();
    }

    public Identity identity() {
        return identity;
    }

    public String systemId() {
        return identity.systemId();
    }

    public EsxProduct product() {
        return identity.product();
    }

    public TaskLog tasks() {
        return tasks;
    }

    public EventLog events() {
        return events;
    }

    /// The one on its own disks.
    public Optional<Datastore> ownDatastore() {
        return own;
    }

    /// The first that it has mounted, which is its own where it has one.
    public Datastore datastore() {
        return datastores().getFirst();
    }

    public boolean hides(Hidden what) {
        return hidden.contains(what);
    }

    /// All that it has mounted, its own first.
    public List<Datastore> datastores() {
        return changes.read(() -> List.copyOf(datastores));
    }

    void mount(Datastore shared) {
        changes.write(() -> datastores.add(shared));
    }

    /// The vCenter that it is under.
    public Optional<Vcenter> vcenter() {
        return changes.read(() -> vcenter);
    }

    void joins(Vcenter other) {
        changes.write(() -> {
            vcenter = Optional.of(other);
            tasks.reportTo(other.tasks());
            events.reportTo(other.events());
        });
    }

    /// Whether its cluster keeps VMs on vSAN.
    public boolean inVsan() {
        return vcenter()
                .flatMap(v -> v.clusterOf(this))
                .filter(c -> c.storage() == Cluster.Storage.VSAN)
                .isPresent();
    }

    public Lockdown lockdown() {
        return changes.read(() -> lockdown);
    }

    public void lockDown(Lockdown mode) {
        changes.write(() -> lockdown = mode);
    }

    public Timeline timeline() {
        return timeline;
    }

    public Changes changes() {
        return changes;
    }

    @Override
    public String localId() {
        return "ha-host";
    }

    public Subject subject() {
        return new Subject(this, name());
    }

    public List<VirtualMachine> vms() {
        return changes.read(() -> List.copyOf(vms));
    }

    void add(VirtualMachine vm) {
        changes.write(() -> vms.add(vm));
    }

    void remove(VirtualMachine vm) {
        changes.write(() -> vms.remove(vm));
    }

    /// A number that none of its VMs has.
    String freeVmId() {
        int highest = vms.stream().mapToInt(vm -> Integer.parseInt(vm.localId())).max().orElse(0);
        return String.valueOf(highest + 1);
    }

    /// True where the management agent answers: not while the host boots, and not where its uplink
    /// was given away.
    public boolean answering() {
        return changes.read(() -> up && !uplinkGone());
    }

    private boolean uplinkGone() {
        var uplinks =
                server.functions().stream()
                        .filter(f -> f.role() == PciFunction.Role.NETWORK)
                        .toList();
        return !uplinks.isEmpty()
                && uplinks.stream().allMatch(f -> passthrough(f.address()).active());
    }

    /// Counts the boots: an open session does not survive one.
    public int boots() {
        return changes.read(() -> boots);
    }

    public Instant bootTime() {
        return changes.read(() -> bootTime);
    }

    public boolean inMaintenance() {
        return changes.read(() -> inMaintenance);
    }

    public Passthrough passthrough(PciAddress address) {
        return changes.read(() -> passthrough.getOrDefault(address, Passthrough.OFF));
    }

    /// Whether the device can be passed through: it is no part of the platform, and the IOMMU is
    /// on.
    public boolean capable(PciFunction function) {
        return function.detachable() && server.bios().iommuOn();
    }

    public Optional<PciFunction> function(PciAddress address) {
        return server.functions().stream().filter(f -> f.address().equals(address)).findFirst();
    }

    Optional<GpuCard> card(PciAddress address) {
        return server.cards().stream().filter(c -> c.address().equals(address)).findFirst();
    }

    /// The running VM that has the device.
    public Optional<VirtualMachine> holder(PciAddress address) {
        return changes.read(() ->
                vms.stream()
                        .filter(vm -> function(address).filter(vm::holds).isPresent())
                        .findFirst());
    }

    /// The devices that a VM can be given now: active, and in no running VM.
    public List<PciFunction> available() {
        return changes.read(() ->
                server.functions().stream()
                        .filter(f -> passthrough(f.address()).active())
                        .filter(f -> holder(f.address()).isEmpty())
                        .toList());
    }

    public GraphicsMode graphics(PciAddress address) {
        return changes.read(() -> graphics.getOrDefault(address, GraphicsMode.BASIC));
    }

    /// The cards that the vGPU driver shares out.
    public List<GpuCard> vgpuCards() {
        return server.cards().stream()
                .filter(c -> graphics(c.address()) == GraphicsMode.SHARED_DIRECT)
                .filter(c -> !passthrough(c.address()).active())
                .toList();
    }

    /// The running VMs with a slice of a card; the first card that is shared out serves them all.
    public List<VirtualMachine> vgpuVms(PciAddress address) {
        return changes.read(() -> {
            var first = vgpuCards().stream().findFirst();
            return first.filter(c -> c.address().equals(address)).isEmpty()
                    ? List.of()
                    : vms.stream()
                            .filter(vm -> vm.power() == PowerState.POWERED_ON)
                            .filter(vm -> !vm.config().vgpus().isEmpty())
                            .toList();
        });
    }

    /// Configures passthrough, all of the wishes or none; what depends on a device goes with it. A
    /// device that the host or a VM uses changes hands at the next reboot only.
    public void toggle(List<Passthrough.Toggle> wishes) {
        changes.write(() -> {
            var after = new TreeMap<>(passthrough);
            for (var wish : wishes) {
                var leader = toggled(wish).leader();
                server.functions().stream()
                        .filter(f -> f.leader().equals(leader))
                        .forEach(f ->
                                after.put(f.address(), after(wish, f, passthrough(f.address()))));
            }
            passthrough.putAll(after);
        });
    }

    private PciFunction toggled(Passthrough.Toggle wish) {
        var function =
                PciAddress.tryParse(wish.id())
                        .flatMap(this::function)
                        .orElseThrow(() -> new Refusal(new Reason.InvalidArgument("config.id")));
        if (wish.enabled() && !capable(function)) {
            throw new Refusal(
                    new Reason.HostConfig(
                            "Device %s is not capable of passthrough.".formatted(wish.id())));
        }
        return function;
    }

    private Passthrough after(Passthrough.Toggle wish, PciFunction function, Passthrough before) {
        boolean idle =
                switch (function.role()) {
                    case PLATFORM, BOOT_STORAGE, STORAGE, NETWORK, UPLINK -> false;
                    case BMC, FREE ->
                            holder(function.address()).isEmpty()
                                    && vgpuVms(function.address()).isEmpty();
                };
        boolean now = identity.rebind() == Rebind.LIVE && wish.applyNow().orElse(true) && idle;
        return new Passthrough(
                wish.enabled(),
                now ? wish.enabled() : before.active(),
                wish.label().map(Optional::of).orElse(before.label()).filter(l -> !l.isEmpty()));
    }

    /// Fills in what a caller left empty in a new device.
    VmDevice.Backing complete(VmDevice.Backing backing) {
        if (!backing.deviceName().isEmpty()) {
            return backing;
        }
        var name =
                PciAddress.tryParse(backing.id())
                        .flatMap(this::function)
                        .map(PciFunction::deviceName)
                        .orElse("");
        return new VmDevice.Backing(
                name, backing.id(), backing.deviceId(), backing.systemId(), backing.vendorId());
    }

    void requireNoMaintenance() {
        if (inMaintenance) {
            throw new Refusal(
                    new Reason.InvalidState(
                            "The operation is not allowed in the current state of the host."));
        }
    }

    /// Enters maintenance mode as soon as no VM runs; a standalone host moves none away.
    public LabTask enterMaintenance(Duration timeout) {
        return enterMaintenance(timeout, _ -> noneRuns());
    }

    /// Enters maintenance mode as soon as the condition holds.
    LabTask enterMaintenance(Duration timeout, Predicate<String> empty) {
        return tasks.runWhen(
                subject(),
                ENTER_MAINTENANCE,
                empty,
                timeout,
                () -> {
                    requireNoMaintenance();
                    inMaintenance = true;
                    maintenanceEvent("EnteredMaintenanceModeEvent", "entered");
                });
    }

    boolean noneRuns() {
        return vms.stream().noneMatch(vm -> vm.power() == PowerState.POWERED_ON);
    }

    public LabTask exitMaintenance() {
        return tasks.run(
                subject(),
                "HostSystem.exitMaintenanceMode",
                MAINTENANCE,
                () -> {
                    if (!inMaintenance) {
                        throw new Refusal(
                                new Reason.InvalidState(
                                        "The operation is not allowed in the current state."));
                    }
                    inMaintenance = false;
                    maintenanceEvent("ExitMaintenanceModeEvent", "exited");
                });
    }

    private void maintenanceEvent(String type, String verb) {
        events.host(
                this,
                "root",
                type,
                "Host %s in {datacenter} has %s maintenance mode".formatted(name(), verb));
    }

    /// Reboots the host. Without force it must be in maintenance mode; with it, running VMs are
    /// lost. The task is done before the host is back.
    public LabTask reboot(boolean force) {
        if (!force && !inMaintenance()) {
            return tasks.refused(
                    subject(),
                    "HostSystem.reboot",
                    new Reason.InvalidState("The operation is not allowed in the current state."));
        }
        return tasks.run(
                subject(),
                "HostSystem.reboot",
                MAINTENANCE,
                () -> timeline.after(Duration.ofSeconds(5), server::restart));
    }

    /// The power is gone: VMs, tasks and events with it.
    void goDown() {
        changes.write(() -> {
            vms.forEach(VirtualMachine::unplug);
            tasks.forgetAll();
            events.forgetAll();
            up = false;
            vcenter.ifPresent(v -> v.lost(this));
        });
    }

    /// Boots, and answers again once that is done. Passthrough is then as configured.
    void boot() {
        int mine = changes.read(() -> boots);
        timeline.after(REBOOT, () -> changes.write(() -> booted(mine)));
    }

    private void booted(int previous) {
        if (up || boots != previous || !server.poweredOn()) {
            return;
        }
        boots++;
        up = true;
        bootTime = timeline.now();
        passthrough.replaceAll((address, p) -> p.afterReboot());
        passthrough.replaceAll((address, p) ->
                function(address).filter(this::capable).isPresent()
                        ? p
                        : new Passthrough(p.enabled(), false, p.label()));
        vcenter.ifPresent(v -> v.found(this));
    }
}
