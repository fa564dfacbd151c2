package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A virtual machine: its configuration, whether it runs, and the guest inside it.
///
/// Each operation is a task of its host; one at a time. A guest that switches itself off switches
/// the VM off.
public final class VirtualMachine implements Entity {

    /// About as long as hostd takes to write a configuration.
    private static final Duration RECONFIGURE = Duration.ofSeconds(2);

    private static final Duration POWER_OFF = Duration.ofSeconds(3);

    /// vMotion of a small VM over a fast network.
    private static final Duration MIGRATE = Duration.ofSeconds(12);

    private final Identity identity;
    private final GuestMachine guest;
    private final ServerPlan.GuestPlan told;
    private final List<String> folder;
    private final Datastore datastore;
    private final VmLog log;
    private final Changes changes;
    private final VmEvents tell = new VmEvents(this);
    private final Snapshots snapshots = new Snapshots();
    private final VmRun run;
    private EsxHost host;
    private String localId;
    private VmConfig config;
    private Instant modified;
    private long edits;
    private @Nullable String taskKey;
    private @Nullable VmQuestion nextQuestion;
    private @Nullable VmQuestion question;

    /// What never changes about a VM.
    ///
    /// @param id the number that its first host gave it
    /// @param folder of its files, on its datastore
    public record Identity(
            String id, String instanceUuid, String biosUuid, String folder, Instant created) {}

    VirtualMachine(EsxHost host, Datastore datastore, ServerPlan.VmPlan plan, GuestMachine guest) {
        this.host = host;
        this.datastore = datastore;
        this.identity = plan.identity();
        this.localId = identity.id();
        this.config = plan.config();
        this.guest = guest;
        this.told = plan.guest();
        this.folder = plan.folder();
        this.changes = host.changes();
        this.modified = identity.created();
        this.log = new VmLog(datastore, identity.folder(), host.timeline());
        this.run = new VmRun(this, host, log, tell);
        writeVmx();
    }

    @Override
    public String localId() {
        return changes.read(() -> localId);
    }

    public Identity identity() {
        return identity;
    }

    /// The host that it is on now.
    public EsxHost host() {
        return changes.read(() -> host);
    }

    /// Where its files are.
    public Datastore datastore() {
        return datastore;
    }

    public GuestMachine guest() {
        return guest;
    }

    /// What the guest tells its host, and how it is reached from outside.
    public ServerPlan.GuestPlan guestPlan() {
        return told;
    }

    /// Whether VMware Tools run in the guest now.
    public boolean toolsRun() {
        return told.tools() == ServerPlan.Tools.RUNNING && guest.running();
    }

    /// The folders of the inventory that it is in, from the top, below the one of all VMs.
    public List<String> folder() {
        return folder;
    }

    public VmConfig config() {
        return changes.read(() -> config);
    }

    public PowerState power() {
        return changes.read(run::power);
    }

    public Optional<Instant> bootTime() {
        return changes.read(run::bootTime);
    }

    public Instant modified() {
        return changes.read(() -> modified);
    }

    /// An opaque text that is another one after every change of the configuration. It looks like a
    /// time, as ESXi's does.
    public String changeVersion() {
        return changes.read(
                () -> modified.truncatedTo(ChronoUnit.SECONDS).plusNanos(edits * 1000).toString());
    }

    public Subject subject() {
        return changes.read(() -> new Subject(this, config.name()));
    }

    /// The datastore path of its log.
    public String logPath() {
        return log.path();
    }

    /// True while the VM runs with the device.
    boolean holds(PciFunction function) {
        return run.holds(function);
    }

    /// The function of the host that a device has while the VM runs.
    public Optional<PciAddress> assigned(int key) {
        return changes.read(() -> run.assigned(key));
    }

    /// Changes the configuration, all of it or nothing.
    public LabTask reconfigure(VmChange change) {
        return task("VirtualMachine.reconfigure", RECONFIGURE, () -> apply(change));
    }

    private void apply(VmChange change) {
        if (change.changeVersion().filter(v -> !v.equals(changeVersion())).isPresent()) {
            throw new Refusal(new Reason.ConcurrentAccess());
        }
        config = new Reconfiguration(run.power(), host::complete).apply(config, change);
        touched();
        tell.reconfigured();
    }

    private void touched() {
        modified = host.timeline().now();
        edits++;
        writeVmx();
    }

    private void writeVmx() {
        VmxFile.write(datastore, identity, config);
    }

    /// Raises the version of the virtual hardware. It cannot be lowered again.
    public LabTask upgrade(Optional<String> version) {
        return task(
                "VirtualMachine.upgradeVirtualHardware",
                RECONFIGURE,
                () -> {
                    run.require(PowerState.POWERED_OFF);
                    snapshots.requireNone();
                    var wanted = version.orElse(host.product().newestHardware());
                    if (HardwareVersion.of(wanted) > host.product().newestHardwareNumber()) {
                        throw new Refusal(new Reason.InvalidArgument("version"));
                    }
                    if (HardwareVersion.of(wanted) <= HardwareVersion.of(config.version())) {
                        throw new Refusal(new Reason.AlreadyUpgraded());
                    }
                    config = config.withVersion(wanted);
                    touched();
                });
    }

    /// Switches the VM on by the truth table of [PowerOn]. A VM with a question waits for its
    /// answer.
    public LabTask powerOn() {
        return changes.write(() -> {
            if (nextQuestion == null) {
                return task("VirtualMachine.powerOn", VmRun.POWER_ON, run::start);
            }
            question = nextQuestion;
            nextQuestion = null;
            return begin(
                    "VirtualMachine.powerOn",
                    () ->
                            host.tasks()
                                    .runWhen(
                                            subject(),
                                            "VirtualMachine.powerOn",
                                            _ -> question == null,
                                            Duration.ZERO,
                                            run::start));
        });
    }

    /// Has the VM ask at its next power-on, as one does whose files were copied.
    public void askAtPowerOn(VmQuestion asked) {
        changes.write(() -> {
            nextQuestion = asked;
        });
    }

    /// What the VM waits with.
    public Optional<VmQuestion> question() {
        return changes.read(() -> Optional.ofNullable(question));
    }

    /// Answers it; which of the choices makes no difference here.
    public void answer(String id) {
        changes.write(() -> {
            if (question == null || !question.id().equals(id)) {
                throw new Refusal(new Reason.InvalidArgument("questionId"));
            }
            question = null;
        });
    }

    /// As a VM is when the world begins: without a task or an event. The guest of one that ran
    /// before is up as soon as it has booted. That it ran is a fact, whatever [PowerOn] makes of
    /// it: its guest is then without the devices.
    void began(ServerPlan.VmPlan plan) {
        changes.write(() -> {
            for (var name : plan.snapshots()) {
                snapshots.take(name, "", identity.created(), PowerState.POWERED_OFF);
            }
            switch (plan.power()) {
                case POWERED_OFF -> {}
                case SUSPENDED -> run.ended(PowerState.SUSPENDED);
                case POWERED_ON -> run.ran();
            }
        });
    }

    /// Pulls the plug.
    public LabTask powerOff() {
        return task(
                "VirtualMachine.powerOff",
                POWER_OFF,
                () -> {
                    if (run.power() == PowerState.POWERED_OFF) {
                        run.require(PowerState.POWERED_ON);
                    }
                    guest.powerOff();
                    run.stopped();
                });
    }

    /// Stops the VM so that it can go on later. The lab's guest does not: it boots anew then. With
    /// a device of the host it is refused, as the device's state cannot be saved.
    public LabTask suspend() {
        return task(
                "VirtualMachine.suspend",
                POWER_OFF,
                () -> {
                    run.require(PowerState.POWERED_ON);
                    requireMovable();
                    guest.powerOff();
                    run.ended(PowerState.SUSPENDED);
                    tell.suspended();
                });
    }

    private void requireMovable() {
        immovable()
                .ifPresent(device -> {
                    throw new Refusal(new Reason.CannotMove(device.label()));
                });
    }

    /// Keeps the VM as it is now. While it runs with a device of the host it is refused.
    public LabTask takeSnapshot(String name, String description) {
        return task(
                "VirtualMachine.createSnapshot",
                RECONFIGURE,
                () -> {
                    if (run.power() != PowerState.POWERED_OFF) {
                        requireMovable();
                    }
                    snapshots.take(name, description, host.timeline().now(), run.power());
                });
    }

    /// Forgets all that was kept.
    public LabTask removeSnapshots() {
        return task("VirtualMachine.removeAllSnapshots", RECONFIGURE, snapshots::clear);
    }

    /// The oldest first.
    public List<Snapshot> snapshots() {
        return changes.read(snapshots::all);
    }

    /// The host is gone, or the plug is pulled.
    void unplug() {
        run.unplug();
    }

    /// The reset button. The hardware stays as it was at power-on.
    public LabTask reset() {
        return task(
                "VirtualMachine.reset",
                POWER_OFF,
                () -> {
                    run.require(PowerState.POWERED_ON);
                    run.reset();
                });
    }

    /// Asks the guest to go down; answers at once.
    public void shutdownGuest() {
        withTools(() -> guest.shutdown(() -> {}));
    }

    /// Asks the guest to restart; answers at once.
    public void rebootGuest() {
        withTools(guest::reset);
    }

    private void withTools(Runnable request) {
        changes.write(() -> {
            run.require(PowerState.POWERED_ON);
            if (!guest.running()) {
                throw new Refusal(new Reason.ToolsUnavailable());
            }
            request.run();
        });
    }

    /// Moves the VM to another host that has its datastore, while it runs or while it is off.
    public LabTask migrate(EsxHost target) {
        return task("VirtualMachine.migrate", MIGRATE, () -> moveTo(target));
    }

    /// What keeps the VM from a host; empty where nothing does.
    Optional<Reason> keptFrom(EsxHost target) {
        Optional<Reason> device = immovable().map(d -> new Reason.CannotMove(d.label()));
        return hasStorageOn(target)
                ? device
                : device.or(() -> Optional.of(new Reason.CannotMove("Hard disk 1")));
    }

    boolean hasStorageOn(EsxHost target) {
        return target.datastores().contains(datastore);
    }

    /// A dynamic device ties the VM to its host only while it has one there.
    private Optional<VmDevice> immovable() {
        return config.immovable()
                .or(() ->
                        run.power() == PowerState.POWERED_ON
                                ? config.hostDevices().stream().findFirst()
                                : Optional.empty());
    }

    /// Where DRS starts it: it belongs to another host from then on, and nobody calls that a
    /// migration.
    void standAt(EsxHost target) {
        run.require(PowerState.POWERED_OFF);
        if (target != host) {
            changeHost(target);
        }
    }

    private void moveTo(EsxHost target) {
        keptFrom(target)
                .ifPresent(reason -> {
                    throw new Refusal(reason);
                });
        target.requireNoMaintenance();
        if (!target.answering()) {
            throw new Refusal(new Reason.HostNotResponding());
        }
        var source = host;
        changeHost(target);
        tell.migratedFrom(source);
    }

    private void changeHost(EsxHost target) {
        host.remove(this);
        localId = target.freeVmId();
        host = target;
        taskKey = null;
        target.add(this);
    }

    /// True while a task of this VM runs.
    boolean busy() {
        return taskKey != null && host.tasks().running(taskKey);
    }

    /// Tells of every change of its power, inside the world's lock.
    void onPower(Consumer<PowerState> listener) {
        run.onPower(listener);
    }

    private LabTask task(String descriptionId, Duration physical, Runnable work) {
        return begin(
                descriptionId, () -> host.tasks().run(subject(), descriptionId, physical, work));
    }

    private LabTask begin(String descriptionId, Supplier<LabTask> task) {
        Supplier<LabTask> start =
                () -> {
                    var running = taskKey;
                    if (running != null && busy()) {
                        return host.tasks()
                                .refused(
                                        subject(),
                                        descriptionId,
                                        new Reason.TaskInProgress(running));
                    }
                    var begun = task.get();
                    taskKey = begun.key();
                    return begun;
                };
        return changes.write(start);
    }
}
