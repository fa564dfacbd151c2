package dev.thruway.domain.check;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Whether a host has the memory that some VMs of the file on it reserve at once, beside what other
/// VMs that run there have reserved. A VM with a passthrough device reserves all of its memory.
final class MemoryCheck {

    private MemoryCheck() {}

    /// Empty where there is none, or none of them could be read.
    static Optional<CheckFinding> of(
            Server server, List<Vm> vms, Observation seen, Observed<HostMemory> memory) {
        var target = Target.server(server.name());
        var wanted = wanted(vms, seen);
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (memory) {
                    case Observed.Unknown<HostMemory>(Phrase cause) ->
                            CheckFinding.of(CheckCode.MEMORY_UNREAD, target).because(cause);
                    case Observed.Known<HostMemory>(HostMemory host) -> of(target, host, wanted);
                });
    }

    private static SortedMap<String, ByteSize> wanted(List<Vm> vms, Observation seen) {
        var wanted = new TreeMap<String, ByteSize>();
        for (var vm : vms) {
            state(seen, vm).ifPresent(s -> wanted.put(s.name(), ByteSize.ofMib(s.memoryMib())));
        }
        return wanted;
    }

    private static Optional<VmState> state(Observation seen, Vm vm) {
        return Optional.ofNullable(seen.vms().get(vm.name()))
                .map(VmObservation::state)
                .flatMap(Observed::known)
                .flatMap(s -> s);
    }

    private static CheckFinding of(
            Target target, HostMemory host, SortedMap<String, ByteSize> wanted) {
        if (host.all() instanceof Observed.Unknown<ByteSize>(Phrase cause)) {
            return CheckFinding.of(CheckCode.MEMORY_UNREAD, target).because(cause);
        }
        if (host.reserved() instanceof Observed.Unknown<?>(Phrase cause)) {
            return CheckFinding.of(CheckCode.MEMORY_UNREAD, target).because(cause);
        }
        var all = new TreeMap<>(host.reserved().known().orElseThrow());
        all.putAll(wanted);
        var need = all.values().stream().reduce(ByteSize.ZERO, ByteSize::plus);
        var has = host.all().known().orElseThrow();
        var code = need.compareTo(has) > 0 ? CheckCode.MEMORY_DOES_NOT_FIT : CheckCode.MEMORY_FITS;
        var finding =
                CheckFinding.of(
                        code,
                        target,
                        "needed",
                        need.inParts(),
                        "memory",
                        has.inParts(),
                        "vms",
                        String.join(", ", all.keySet()));
        for (var vm : all.entrySet()) {
            finding = finding.showing("vm " + vm.getKey(), vm.getValue().inParts());
        }
        return finding.showing("hardware.memorySize", has.inParts());
    }
}
