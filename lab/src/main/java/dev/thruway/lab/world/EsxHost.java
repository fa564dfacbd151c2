package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A standalone ESXi host on a server: its devices' passthrough, its maintenance mode, its VMs.
public final class EsxHost {

    /// POST and boot of a large server.
    private static final Duration REBOOT = Duration.ofMinutes(6);

    private static final Duration MAINTENANCE = Duration.ofSeconds(3);

    private final Server server;
    private final Timeline timeline;
    private final Identity identity;
    private final Changes changes;
    private final TaskLog tasks;
    private final EventLog events;
    private final Datastore datastore;
    private final List<VirtualMachine> vms = new ArrayList<>();
    private final SortedMap<PciAddress, Passthrough> passthrough = new TreeMap<>();
    private Instant bootTime;
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
            String name, String systemId, Product product, Rebind rebind, Licence licence) {}

    /// The licence of a host. With the free one its API refuses every change.
    public enum Licence {
        EVALUATION,
        FREE
    }

    /// Whether a device can change hands while the host runs.
    public enum Rebind {
        LIVE,
        AFTER_REBOOT
    }

    /// The release of ESXi.
    public record Product(
            String version, String build, String apiVersion, int newestHardwareNumber) {

        String newestHardware() {
            return "vmx-" + newestHardwareNumber;
        }
    }

    EsxHost(
            Server server,
            Identity identity,
            Changes changes,
            Timeline timeline,
            ServerPlan.DatastorePlan datastore) {
        this.server = server;
        this.identity = identity;
        this.changes = changes;
        this.timeline = timeline;
        this.tasks = new TaskLog(changes, timeline);
        this.events = new EventLog(changes, timeline);
        this.datastore = new Datastore(changes, timeline, datastore.name(), datastore.capacity());
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

    public Product product() {
        return identity.product();
    }

    public TaskLog tasks() {
        return tasks;
    }

    public EventLog events() {
        return events;
    }

    public Datastore datastore() {
        return datastore;
    }

    public Timeline timeline() {
        return timeline;
    }

    public Changes changes() {
        return changes;
    }

    public Subject subject() {
        return new Subject("HostSystem", "ha-host", name());
    }

    public List<VirtualMachine> vms() {
        return changes.read(() -> List.copyOf(vms));
    }

    void add(VirtualMachine vm) {
        changes.write(() -> vms.add(vm));
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

    /// Configures passthrough, all of the wishes or none. A device that the host or a VM uses
    /// changes hands at the next reboot only.
    public void toggle(List<Passthrough.Toggle> wishes) {
        changes.write(() -> {
            var after = new TreeMap<>(passthrough);
            for (var wish : wishes) {
                var function = toggled(wish);
                var before = passthrough(function.address());
                after.put(function.address(), after(wish, function, before));
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
                    case PLATFORM, BOOT_STORAGE, STORAGE, NETWORK -> false;
                    case BMC, FREE -> holder(function.address()).isEmpty();
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

    /// Deletes a file or a folder of the datastore.
    public LabTask deleteFile(String path) {
        return tasks.run(
                subject(),
                "FileManager.deleteFile",
                Duration.ofMillis(500),
                () -> datastore.delete(path));
    }

    /// Lists a folder of the datastore: the names that match one of the patterns, all without any.
    public LabTask listFolder(String path, List<Pattern> patterns) {
        return tasks.list(
                subject(),
                "HostDatastoreBrowser.search",
                () -> List.of(matching(datastore.list(path), patterns)));
    }

    /// Lists a folder and all folders below it.
    public LabTask listFolders(String path, List<Pattern> patterns) {
        return tasks.list(
                subject(),
                "HostDatastoreBrowser.searchSubFolders",
                () -> {
                    var result = new ArrayList<DatastoreFolder>();
                    addFolders(path, patterns, result);
                    return result;
                });
    }

    private void addFolders(String path, List<Pattern> patterns, List<DatastoreFolder> result) {
        var folder = datastore.list(path);
        result.add(matching(folder, patterns));
        for (var entry : folder.entries()) {
            if (entry.folder()) {
                addFolders(folder.path() + "/" + entry.name(), patterns, result);
            }
        }
    }

    private static DatastoreFolder matching(DatastoreFolder folder, List<Pattern> patterns) {
        return new DatastoreFolder(
                folder.path(),
                folder.entries().stream().filter(e -> matches(e.name(), patterns)).toList());
    }

    private static boolean matches(String name, List<Pattern> patterns) {
        return patterns.isEmpty() || patterns.stream().anyMatch(p -> p.matcher(name).matches());
    }

    /// Enters maintenance mode as soon as no VM runs; a standalone host moves none away.
    public LabTask enterMaintenance(Duration timeout) {
        return tasks.runWhen(
                subject(),
                "HostSystem.enterMaintenanceMode",
                () -> vms.stream().allMatch(vm -> vm.power() == PowerState.POWERED_OFF),
                timeout,
                () -> {
                    requireNoMaintenance();
                    inMaintenance = true;
                    events.host(
                            "root",
                            "EnteredMaintenanceModeEvent",
                            "Host %s in ha-datacenter has entered maintenance mode"
                                    .formatted(name()));
                });
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
                    events.host(
                            "root",
                            "ExitMaintenanceModeEvent",
                            "Host %s in ha-datacenter has exited maintenance mode"
                                    .formatted(name()));
                });
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
    }
}
