package dev.thruway.engine.vm;

import dev.thruway.domain.observation.HostCluster.Drs;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.ClusterAccess;
import dev.thruway.vsphere.client.ClusterOperations;
import dev.thruway.vsphere.client.ClusterOperations.PoweredOn;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.stream.Collectors;

/// In a cluster: DRS chooses the host, or where it does not, the VM starts where it is.
///
/// Which of the two is so is read at that moment. Where DRS neither starts the VM nor says why,
/// PowerOnVM_Task is the last resort.
public final class ClusterPowerOn implements PowerOnCall {

    private final ClusterAccess cluster;
    private final ManagedObjectReference vm;

    public ClusterPowerOn(ClusterAccess cluster, ManagedObjectReference vm) {
        this.cluster = cluster;
        this.vm = vm;
    }

    @Override
    public void powerOn(TaskProgress progress) {
        if (!placed(progress)) {
            new VmOperations(cluster.client()).powerOn(vm, progress);
        }
    }

    /// Whether DRS took care of it.
    private boolean placed(TaskProgress progress) {
        var datacenter = cluster.datacenterRef();
        if (datacenter == null || DrsSettings.now(cluster, vm) == Drs.OFF) {
            return false;
        }
        try {
            return new ClusterOperations(cluster.client(), cluster.cluster())
                            .powerOn(datacenter, vm, progress)
                    != PoweredOn.LEFT;
        } catch (VsphereException e) {
            if (e.fault() instanceof VsphereFault.Rejected(var type, _, _, _)
                    && type.equals("NotSupported")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Phrase on(VmReader reader) {
        var state = reader.read();
        var cards =
                state.devices().stream()
                        .flatMap(device -> device.card().stream())
                        .map(Object::toString)
                        .collect(Collectors.joining(", "));
        return Phrase.of(
                "run.vm-on-host", "host", host(state), "cards", cards.isEmpty() ? "-" : cards);
    }

    private String host(VmState state) {
        var ref = new ManagedObjectReference("HostSystem", state.host());
        try {
            return cluster.client()
                    .properties()
                    .of(ref, "name")
                    .find("name", String.class)
                    .map(Inventory::decode)
                    .orElse(state.host());
        } catch (VsphereException _) {
            // Of a host that may not be read its id is all that is known.
            return state.host();
        }
    }
}
