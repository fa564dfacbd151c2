package dev.thruway.engine.vm;

import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.engine.connect.ClusterAccess;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.VirtualMachineDynamicPassthroughInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What hosts offer for devices of Dynamic DirectPath.
public final class DynamicOffers {

    private final VsphereClient client;
    private final Supplier<List<ManagedObjectReference>> hosts;

    private DynamicOffers(VsphereClient client, Supplier<List<ManagedObjectReference>> hosts) {
        this.client = client;
        this.hosts = hosts;
    }

    /// Of one host.
    public static DynamicOffers of(HostAccess host) {
        return new DynamicOffers(host.client(), () -> List.of(host.host()));
    }

    /// Of all hosts of a cluster, the one that the VM is on first.
    public static DynamicOffers of(HostAccess own, ClusterAccess cluster) {
        return new DynamicOffers(
                cluster.client(),
                () ->
                        Stream.concat(Stream.of(own.host()), cluster.hosts().stream())
                                .distinct()
                                .toList());
    }

    /// The first that such a device could get.
    Optional<VirtualMachineDynamicPassthroughInfo> find(DynamicDevice device) {
        var all = hosts.get();
        return all.stream().flatMap(host -> of(host, device, all.size()).stream()).findFirst();
    }

    /// Of several hosts one that does not answer is passed over.
    private Optional<VirtualMachineDynamicPassthroughInfo> of(
            ManagedObjectReference host, DynamicDevice device, int hosts) {
        try {
            return new HostOperations(client)
                    .configTarget(host)
                    .flatMap(target -> DynamicDevices.offer(target, device));
        } catch (VsphereException e) {
            if (hosts > 1 && e.fault() instanceof VsphereFault.Rejected) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
