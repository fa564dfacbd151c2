package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.vm.VmReader;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.VirtualDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which VMs of a host run, and which hold its cards. Belongs to the thread that collects it.
final class HostVms {

    static final List<String> PATHS =
            List.of("name", "runtime.powerState", "config.hardware.device");

    private final List<String> running = new ArrayList<>();
    private final SortedMap<PciAddress, Holder> holders = new TreeMap<>();

    static HostVms of(List<ObjectProperties> vms) {
        var all = new HostVms();
        vms.forEach(all::add);
        return all;
    }

    /// Throws [dev.thruway.engine.run.StepFailed] where the VM does not say what it holds.
    void add(ObjectProperties vm) {
        var name = vm.find("name", String.class).orElse(vm.ref().value());
        boolean runs = VmReader.power(vm) == VmState.Power.ON;
        if (runs) {
            running.add(name);
        }
        var holder = new Holder(name, runs ? VmState.Power.ON : VmState.Power.OFF);
        for (var device : Required.shown(vm, "config.hardware.device", VirtualDevice.class)) {
            VmReader.attached(device)
                    .flatMap(d -> d.address())
                    .ifPresent(address ->
                            holders.merge(
                                    address,
                                    holder,
                                    (a, b) -> a.power() == VmState.Power.ON ? a : b));
        }
    }

    List<String> running() {
        return running;
    }

    SortedMap<PciAddress, Holder> holders() {
        return holders;
    }
}
