package dev.thruway.engine.preflight;

import dev.thruway.domain.check.HostMemory;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ResourceAllocationInfo;
import dev.thruway.vsphere.vim.VirtualMachinePowerState;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a host's memory, and what the VMs that run on it have reserved of it. Changes nothing.
final class HostMemoryReader {

    private static final String SIZE = "hardware.memorySize";
    private static final String VMS = "vm";

    /// What of the host itself it is read from.
    static final List<String> PATHS = List.of(SIZE, VMS);

    private static final String NAME = "name";
    private static final String POWER = "runtime.powerState";
    private static final String ALLOCATION = "config.memoryAllocation";

    private final HostAccess access;

    HostMemoryReader(HostAccess access) {
        this.access = access;
    }

    /// Throws [VsphereException] where the host cannot be read at all.
    HostMemory read() {
        return of(access.client().properties().of(access.host(), PATHS.toArray(String[]::new)));
    }

    /// @param host with [#PATHS]
    HostMemory of(ObjectProperties host) {
        return new HostMemory(
                host.find(SIZE, Number.class)
                        .map(n -> Observed.of(new ByteSize(n.longValue())))
                        .orElse(Observed.unknown(Phrase.of("unread.not-said", "what", SIZE))),
                reserved(host));
    }

    private Observed<SortedMap<String, ByteSize>> reserved(ObjectProperties host) {
        try {
            var reserved = new TreeMap<String, ByteSize>();
            var vms = host.list(VMS, ManagedObjectReference.class);
            for (var vm : access.client().properties().of(vms, NAME, POWER, ALLOCATION)) {
                add(vm, reserved);
            }
            return Observed.of(reserved);
        } catch (VsphereException e) {
            return Observed.unknown(Causes.of(e));
        }
    }

    private static void add(ObjectProperties vm, SortedMap<String, ByteSize> reserved) {
        boolean runs =
                vm.find(POWER, VirtualMachinePowerState.class)
                        .filter(s -> s == VirtualMachinePowerState.poweredOn)
                        .isPresent();
        long mib =
                vm.find(ALLOCATION, ResourceAllocationInfo.class)
                        .map(ResourceAllocationInfo::reservation)
                        .orElse(0L);
        if (runs && mib > 0) {
            var name = vm.find(NAME, String.class).map(Inventory::decode);
            reserved.put(name.orElse(vm.ref().value()), ByteSize.ofMib(mib));
        }
    }
}
