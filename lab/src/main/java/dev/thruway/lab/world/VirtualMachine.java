package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.guest.GuestHardware;
import dev.thruway.lab.guest.GuestListener;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.guest.GuestPciFunction;
import dev.thruway.lab.world.Refusal.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A virtual machine: its configuration, whether it runs, and the guest inside it.
///
/// Each operation is a task of its host; one at a time. A guest that switches itself off switches
/// the VM off.
public final class VirtualMachine {

    /// About as long as hostd takes to write a configuration.
    private static final Duration RECONFIGURE = Duration.ofSeconds(2);

    /// A VM with large reserved memory takes a moment until the task is done.
    private static final Duration POWER_ON = Duration.ofSeconds(6);

    private static final Duration POWER_OFF = Duration.ofSeconds(3);

    /// From the end of the task to the firmware's giving up: `seconds later` (KB 323402).
    private static final Duration FALL_OVER = Duration.ofSeconds(8);

    private final EsxHost host;
    private final Identity identity;
    private final GuestMachine guest;
    private final String guestAddress;
    private final VmLog log;
    private final Changes changes;
    private VmConfig config;
    private Instant modified;
    private long edits;
    private PowerState power = PowerState.POWERED_OFF;
    private int run;
    private List<PciFunction> held = List.of();
    private @Nullable Instant bootTime;
    private @Nullable String taskKey;
    private @Nullable VmQuestion nextQuestion;
    private @Nullable VmQuestion question;

    /// What never changes about a VM.
    ///
    /// @param id the number that its host gave it
    /// @param folder of its files, on the host's datastore
    public record Identity(
            String id, String instanceUuid, String biosUuid, String folder, Instant created) {}

    VirtualMachine(
            EsxHost host,
            Identity identity,
            VmConfig config,
            GuestMachine guest,
            String guestAddress) {
        this.host = host;
        this.identity = identity;
        this.config = config;
        this.guest = guest;
        this.guestAddress = guestAddress;
        this.changes = host.changes();
        this.modified = identity.created();
        this.log = new VmLog(host.datastore(), identity.folder(), host.timeline());
        guest.addListener(new Listener());
        writeVmx();
    }

    public String id() {
        return identity.id();
    }

    public Identity identity() {
        return identity;
    }

    public EsxHost host() {
        return host;
    }

    public GuestMachine guest() {
        return guest;
    }

    /// The address that the guest tells its host.
    public String guestAddress() {
        return guestAddress;
    }

    public VmConfig config() {
        return changes.read(() -> config);
    }

    public PowerState power() {
        return changes.read(() -> power);
    }

    public Optional<Instant> bootTime() {
        return changes.read(() -> Optional.ofNullable(bootTime));
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
        return changes.read(() -> new Subject("VirtualMachine", id(), config.name()));
    }

    /// The datastore path of its log.
    public String logPath() {
        return log.path();
    }

    /// True while the VM runs with the device.
    boolean holds(PciFunction function) {
        return power == PowerState.POWERED_ON && held.contains(function);
    }

    /// The function of the host that a device has while the VM runs.
    public Optional<PciAddress> assigned(int key) {
        return changes.read(() -> {
            var devices = config.hostDevices();
            for (int i = 0; i < Math.min(devices.size(), held.size()); i++) {
                if (devices.get(i).key() == key) {
                    return Optional.of(held.get(i).address());
                }
            }
            return Optional.empty();
        });
    }

    /// Changes the configuration, all of it or nothing.
    public LabTask reconfigure(VmChange change) {
        return task("VirtualMachine.reconfigure", RECONFIGURE, () -> apply(change));
    }

    private void apply(VmChange change) {
        if (change.changeVersion().filter(v -> !v.equals(changeVersion())).isPresent()) {
            throw new Refusal(new Reason.ConcurrentAccess());
        }
        config = new Reconfiguration(power, host::complete).apply(config, change);
        touched();
        host.events()
                .vm(
                        subject(),
                        "VmReconfiguredEvent",
                        "Reconfigured %s on %s in ha-datacenter."
                                .formatted(config.name(), host.name()));
    }

    private void touched() {
        modified = host.timeline().now();
        edits++;
        writeVmx();
    }

    private void writeVmx() {
        VmxFile.write(host.datastore(), identity, config);
    }

    /// Raises the version of the virtual hardware. It cannot be lowered again.
    public LabTask upgrade(Optional<String> version) {
        return task(
                "VirtualMachine.upgradeVirtualHardware",
                RECONFIGURE,
                () -> {
                    requireState(PowerState.POWERED_OFF);
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
                return task("VirtualMachine.powerOn", POWER_ON, this::start);
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
                                            () -> question == null,
                                            Duration.ZERO,
                                            this::start));
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

    private void start() {
        requireState(PowerState.POWERED_OFF);
        host.requireNoMaintenance();
        var outcome = new PowerOn(host, config, id()).evaluate();
        log.begin(host, config);
        outcome.functions().forEach(log::bars);
        switch (outcome) {
            case PowerOn.Outcome.Refused(var functions, var reason) -> {
                PowerOn.specificLine(reason).ifPresent(log::vmx);
                log.vmx(Reason.PowerOnFailed.DEVICE_POWER_ON);
                host.events()
                        .vm(
                                subject(),
                                "VmFailedToPowerOnEvent",
                                "Cannot power On %s on %s in ha-datacenter. %s"
                                        .formatted(config.name(), host.name(), reason.message()),
                                reason.message());
                throw new Refusal(reason);
            }
            case PowerOn.Outcome.Runs(var functions, var guestFunctions) -> {
                started(functions);
                guest.powerOn(hardware(guestFunctions));
            }
            case PowerOn.Outcome.FallsOver(var functions, long kilobytes) -> {
                started(functions);
                int thisRun = run;
                host.timeline()
                        .after(FALL_OVER, () -> changes.write(() -> fallOver(thisRun, kilobytes)));
            }
        }
    }

    private void started(List<PciFunction> functions) {
        run++;
        held = functions;
        power = PowerState.POWERED_ON;
        bootTime = host.timeline().now();
        if (!functions.isEmpty()) {
            log.vmx("PCIPassthru: successfully created the IOMMU mappings");
        }
        if (config.boot().firmware() == Firmware.EFI) {
            log.vcpu("Guest: EFI ROM version: VMW71.00V.21805430.B64.2305221830 (64-bit RELEASE)");
        }
        host.events()
                .vm(
                        subject(),
                        "VmPoweredOnEvent",
                        "%s on %s in ha-datacenter is powered on"
                                .formatted(config.name(), host.name()));
    }

    private void fallOver(int thisRun, long kilobytes) {
        if (run != thisRun || power != PowerState.POWERED_ON) {
            return;
        }
        var text =
                ("The firmware could not allocate %d KB of PCI MMIO. Increase the size of PCI MMIO"
                                + " and try again.")
                        .formatted(kilobytes);
        log.vcpu(text);
        host.events()
                .vm(
                        subject(),
                        "VmMessageErrorEvent",
                        "Error message on %s on %s in ha-datacenter: %s"
                                .formatted(config.name(), host.name(), text),
                        text);
        stopped();
    }

    private GuestHardware hardware(List<GuestPciFunction> functions) {
        return new VmHardware(
                config.boot().firmware() == Firmware.EFI,
                config.boot().secureBoot(),
                config.memory().mib(),
                config.cpu().count(),
                functions);
    }

    private record VmHardware(
            boolean efi,
            boolean secureBoot,
            long memoryMib,
            int cpus,
            List<GuestPciFunction> pciFunctions)
            implements GuestHardware {}

    /// Pulls the plug.
    public LabTask powerOff() {
        return task(
                "VirtualMachine.powerOff",
                POWER_OFF,
                () -> {
                    requireState(PowerState.POWERED_ON);
                    unplug();
                });
    }

    /// The host is gone, or the plug is pulled.
    void unplug() {
        if (power == PowerState.POWERED_ON) {
            guest.powerOff();
            stopped();
        }
    }

    private void stopped() {
        power = PowerState.POWERED_OFF;
        run++;
        held = List.of();
        bootTime = null;
        host.events()
                .vm(
                        subject(),
                        "VmPoweredOffEvent",
                        "%s on %s in ha-datacenter is powered off"
                                .formatted(config.name(), host.name()));
    }

    /// The reset button. The hardware stays as it was at power-on.
    public LabTask reset() {
        return task(
                "VirtualMachine.reset",
                POWER_OFF,
                () -> {
                    requireState(PowerState.POWERED_ON);
                    guest.reset();
                    bootTime = host.timeline().now();
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
            requireState(PowerState.POWERED_ON);
            if (!guest.running()) {
                throw new Refusal(new Reason.ToolsUnavailable());
            }
            request.run();
        });
    }

    private void requireState(PowerState wanted) {
        if (power != wanted) {
            throw new Refusal(new Reason.InvalidPowerState(wanted, power));
        }
    }

    private LabTask task(String descriptionId, Duration physical, Runnable work) {
        return begin(
                descriptionId, () -> host.tasks().run(subject(), descriptionId, physical, work));
    }

    private LabTask begin(String descriptionId, Supplier<LabTask> task) {
        Supplier<LabTask> start =
                () -> {
                    if (taskKey != null && host.tasks().running(taskKey)) {
                        return host.tasks()
                                .refused(
                                        subject(),
                                        descriptionId,
                                        new Reason.TaskInProgress(taskKey));
                    }
                    var begun = task.get();
                    taskKey = begun.key();
                    return begun;
                };
        return changes.write(start);
    }

    /// The guest speaks on its own threads while it holds its own lock, so that the world's lock is
    /// never taken there.
    private final class Listener implements GuestListener {

        @Override
        public void up() {
            later(() -> {});
        }

        @Override
        public void down() {
            later(() -> {});
        }

        @Override
        public void halted() {
            later(() -> {
                if (power == PowerState.POWERED_ON && !guest.poweredOn()) {
                    stopped();
                }
            });
        }

        private void later(Runnable work) {
            host.timeline().after(Duration.ZERO, () -> changes.write(work));
        }
    }
}
