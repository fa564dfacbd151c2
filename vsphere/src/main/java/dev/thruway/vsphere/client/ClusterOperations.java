package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ClusterAttemptedVmInfo;
import dev.thruway.vsphere.vim.ClusterPowerOnVmResult;
import dev.thruway.vsphere.vim.ClusterRecommendation;
import dev.thruway.vsphere.vim.LocalizedMethodFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What is done by a cluster, where DRS has a say in it.
public final class ClusterOperations {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String RECENT = "recentTask";

    private final VsphereClient client;
    private final ManagedObjectReference cluster;

    /// @param cluster with DRS
    public ClusterOperations(VsphereClient client, ManagedObjectReference cluster) {
        this.client = client;
        this.cluster = cluster;
    }

    /// How a power-on went.
    public enum PoweredOn {
        /// By a task that has succeeded.
        DONE,
        /// DRS was told to, and says nothing more.
        ASKED,
        /// DRS did nothing, and gives no reason.
        LEFT
    }

    /// Powers a VM on where DRS puts it, and waits for the task that does it. Where DRS only
    /// recommends, its strongest recommendation is applied. Throws [VsphereException] with the
    /// fault where DRS finds no host, and where the VM does not start.
    ///
    /// @param datacenter of the cluster
    public PoweredOn powerOn(
            ManagedObjectReference datacenter, ManagedObjectReference vm, TaskProgress progress) {
        var method = "PowerOnMultiVM_Task";
        var task =
                client.callOne(
                        SoapRequest.of(method, datacenter).with("vm", List.of(vm)),
                        ManagedObjectReference.class);
        var ended = client.tasks().await(task, method + " " + vm, LIMIT, progress);
        var result =
                ended.result() instanceof ClusterPowerOnVmResult known
                        ? known
                        : new ClusterPowerOnVmResult(List.of(), List.of(), List.of());
        result.notAttempted().stream()
                .filter(not -> not.vm().equals(vm))
                .findFirst()
                .ifPresent(not -> {
                    throw refused(method + " " + vm, not.fault());
                });
        var attempted = result.attempted().stream().filter(a -> a.vm().equals(vm)).findFirst();
        if (attempted.isPresent()) {
            return attempted(vm, attempted.get(), progress);
        }
        return strongest(result.recommendations())
                .map(recommendation -> apply(vm, recommendation, progress))
                .orElse(PoweredOn.LEFT);
    }

    private static VsphereException refused(String what, LocalizedMethodFault fault) {
        return new VsphereException(what, Tasks.fault(fault));
    }

    private PoweredOn attempted(
            ManagedObjectReference vm, ClusterAttemptedVmInfo attempted, TaskProgress progress) {
        var task = attempted.task();
        if (task == null) {
            return PoweredOn.ASKED;
        }
        client.tasks().await(task, "PowerOnVM_Task " + vm, LIMIT, progress);
        return PoweredOn.DONE;
    }

    private static Optional<ClusterRecommendation> strongest(List<ClusterRecommendation> all) {
        return all.stream().max(Comparator.comparingInt(ClusterRecommendation::rating));
    }

    /// What it starts is seen in the VM's own tasks.
    private PoweredOn apply(
            ManagedObjectReference vm,
            ClusterRecommendation recommendation,
            TaskProgress progress) {
        var before = recentTasks(vm);
        recommendation.prerequisite().forEach(this::apply);
        apply(recommendation.key());
        var begun = recentTasks(vm).stream().filter(task -> !before.contains(task)).toList();
        begun.forEach(
                task -> client.tasks().await(task, "ApplyRecommendation " + vm, LIMIT, progress));
        return begun.isEmpty() ? PoweredOn.ASKED : PoweredOn.DONE;
    }

    private void apply(String key) {
        client.call(SoapRequest.of("ApplyRecommendation", cluster).with("key", key), Object.class);
    }

    private List<ManagedObjectReference> recentTasks(ManagedObjectReference vm) {
        return client.properties().of(vm, RECENT).list(RECENT, ManagedObjectReference.class);
    }
}
