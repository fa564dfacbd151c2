package dev.thruway.engine.vm;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PowerOnLog;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.Lasting;
import dev.thruway.engine.connect.PlacedVm;
import dev.thruway.knowledge.failure.PowerOnLogText;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.VirtualMachineFileLayoutExFileInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads what a VM's logs tell of its last power-ons: how large the BARs of its devices are, and
/// what was missing.
///
/// It costs one read of a property and the beginning of one file; of up to two older files where
/// the newest does not tell of every device that the VM holds.
public final class PowerOnLogs {

    /// Of a VM whose logs do not matter.
    public static final Observed<List<PowerOnLog>> NONE = Observed.of(List.of());

    /// Power-on and the firmware's first seconds come well before.
    private static final int LOG_LIMIT = 1 << 20;

    private static final int MOST = 3;

    private static final String FILES = "layoutEx.file";

    private static final Pattern LOG =
            Pattern.compile("\\[(?<store>.+?)] (?<path>.+/vmware(?:-(?<n>\\d{1,9}))?\\.log)");

    private final HostAccess host;
    private final ManagedObjectReference vm;

    private PowerOnLogs(HostAccess host, ManagedObjectReference vm) {
        this.host = host;
        this.vm = vm;
    }

    private record LogFile(String store, String path, int age) {

        static LogFile of(Matcher m) {
            var number = m.group("n");
            int age = number == null ? 0 : Integer.MAX_VALUE - Integer.parseInt(number);
            return new LogFile(m.group("store"), m.group("path"), age);
        }
    }

    private record OfVms(Map<ManagedObjectReference, Observed<List<PowerOnLog>>> logs) {}

    /// Of a look that goes on from another, what that one read: a plan is not to change in its
    /// course because the VM begins a new log. Where that one read nothing, as of a VM that was on
    /// another host then, it is read now.
    public static Observed<List<PowerOnLog>> of(
            PlacedVm placed, VmState state, Lasting.Look look, Knowledge knowledge) {
        var known =
                placed.host()
                        .memory()
                        .known(OfVms.class, _ -> true, () -> new OfVms(new ConcurrentHashMap<>()))
                        .logs();
        var before = look == Lasting.Look.AGAIN ? known.get(placed.vm()) : null;
        if (before != null) {
            return before;
        }
        var read = matter(state, knowledge) ? attempt(placed, state) : NONE;
        known.put(placed.vm(), read);
        return read;
    }

    private static Observed<List<PowerOnLog>> attempt(PlacedVm placed, VmState state) {
        try {
            return Observed.of(new PowerOnLogs(placed.host(), placed.vm()).read(state));
        } catch (VsphereException e) {
            return Observed.unknown(Causes.of(e));
        }
    }

    /// Whether its logs may tell something that the window depends on. They do not where it never
    /// had a device of the host; and need not where it runs with devices that are all known: with
    /// too small a window it would not.
    private static boolean matter(VmState vm, Knowledge knowledge) {
        boolean bound = vm.devices().stream().anyMatch(d -> d.address().isPresent());
        boolean runs =
                vm.power() == VmState.Power.ON
                        && vm.devices().stream().allMatch(d -> isKnown(d, knowledge));
        return (bound || !vm.agreed().isEmpty()) && !runs;
    }

    private static boolean isKnown(AttachedDevice device, Knowledge knowledge) {
        return knowledge
                .gpu(new PciIds(device.vendorId(), device.deviceId(), 0, 0))
                .filter(model -> !model.bars().isEmpty())
                .isPresent();
    }

    /// The newest first. Throws [VsphereException] where one cannot be read.
    private List<PowerOnLog> read(VmState state) {
        var held =
                state.devices().stream()
                        .flatMap(d -> d.address().stream())
                        .collect(Collectors.toSet());
        var logs = new ArrayList<PowerOnLog>();
        for (var file : files()) {
            read(file).ifPresent(logs::add);
            if (tellOf(held, logs)) {
                break;
            }
        }
        return logs;
    }

    private List<LogFile> files() {
        return host
                .client()
                .properties()
                .of(vm, FILES)
                .list(FILES, VirtualMachineFileLayoutExFileInfo.class)
                .stream()
                .map(VirtualMachineFileLayoutExFileInfo::name)
                .map(LOG::matcher)
                .filter(Matcher::matches)
                .map(LogFile::of)
                .sorted(Comparator.comparingInt(LogFile::age))
                .limit(MOST)
                .toList();
    }

    private Optional<PowerOnLog> read(LogFile file) {
        return host.files()
                .head(file.store(), file.path(), LOG_LIMIT)
                .map(text ->
                        PowerOnLogText.read("[%s] %s".formatted(file.store(), file.path()), text));
    }

    private static boolean tellOf(Set<PciAddress> held, List<PowerOnLog> logs) {
        var told =
                logs.stream()
                        .flatMap(log -> log.devices().stream())
                        .filter(d -> !d.bars().isEmpty())
                        .map(PowerOnLog.Device::address)
                        .collect(Collectors.toSet());
        return !held.isEmpty() && told.containsAll(held);
    }
}
