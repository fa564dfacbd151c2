package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.engine.connect.Lasting;
import dev.thruway.engine.connect.Required;
import dev.thruway.engine.vm.VmReader;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.GuestNicInfo;
import dev.thruway.vsphere.vim.VirtualDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which VMs of a host run, and which hold its cards. Belongs to the thread that collects it.
public final class HostVms {

    private static final String DEVICES = "config.hardware.device";

    static final String UUID = "config.instanceUuid";
    static final String STORAGE = "datastore";

    /// What a list of cards needs.
    static final List<String> PATHS = List.of("name", "runtime.powerState", DEVICES);

    /// Also what is asked of a VM before its host reboots.
    static final Lasting.Paths ALL_PATHS =
            new Lasting.Paths(
                    VmReader.SIGN,
                    List.of(
                            "name",
                            STORAGE,
                            "guest.hostName",
                            "guest.ipAddress",
                            "guest.net",
                            "guest.toolsRunningStatus"),
                    List.of(UUID, DEVICES));

    private final List<RunningVm> running = new ArrayList<>();
    private final SortedMap<PciAddress, Holder> holders = new TreeMap<>();

    static HostVms of(List<ObjectProperties> vms) {
        var all = new HostVms();
        vms.forEach(all::add);
        return all;
    }

    /// Throws [dev.thruway.engine.run.StepFailed] where the VM does not say what it holds.
    public void add(ObjectProperties vm) {
        var name = vm.find("name", String.class).map(Inventory::decode).orElse(vm.ref().value());
        boolean runs = VmReader.power(vm) == VmState.Power.ON;
        if (runs) {
            running.add(running(vm, name));
        }
        var holder = new Holder(name, runs ? VmState.Power.ON : VmState.Power.OFF);
        for (var device : Required.shown(vm, DEVICES, VirtualDevice.class)) {
            VmReader.attached(device)
                    .flatMap(d -> d.card())
                    .ifPresent(address ->
                            holders.merge(
                                    address,
                                    holder,
                                    (a, b) -> a.power() == VmState.Power.ON ? a : b));
        }
    }

    private static RunningVm running(ObjectProperties vm, String name) {
        var names = new ArrayList<String>();
        vm.find("guest.hostName", String.class).ifPresent(names::add);
        vm.find("guest.ipAddress", String.class).ifPresent(names::add);
        vm.list("guest.net", GuestNicInfo.class).forEach(nic -> names.addAll(nic.ipAddress()));
        boolean bound =
                vm.list(DEVICES, VirtualDevice.class).stream()
                        .anyMatch(d -> VmReader.attached(d).isPresent());
        boolean tools =
                vm.find("guest.toolsRunningStatus", String.class)
                        .filter("guestToolsRunning"::equals)
                        .isPresent();
        return new RunningVm(
                vm.find(UUID, String.class).orElse(""),
                name,
                names,
                bound ? RunningVm.Mobility.BOUND : RunningVm.Mobility.FREE,
                tools ? RunningVm.Tools.RUNNING : RunningVm.Tools.ABSENT);
    }

    List<RunningVm> running() {
        return running;
    }

    SortedMap<PciAddress, Holder> holders() {
        return holders;
    }
}
