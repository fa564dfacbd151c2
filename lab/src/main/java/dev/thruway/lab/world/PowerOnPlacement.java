package dev.thruway.lab.world;

import dev.thruway.lab.world.Refusal.Reason;
import dev.thruway.lab.world.TaskResult.Attempted;
import dev.thruway.lab.world.TaskResult.NotAttempted;
import dev.thruway.lab.world.TaskResult.Recommendation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where DRS powers VMs on.
///
/// It takes the usable host of the cluster with the fewest VMs on which the VM's devices and its
/// storage are to be had: by load is how a real one chooses, and its measure is not known here.
/// Under manual automation it recommends all such hosts and starts nothing. A VM outside of DRS
/// starts where it is.
public final class PowerOnPlacement {

    private static final Duration THINKING = Duration.ofSeconds(2);
    private static final int BEST = 5;

    private final Vcenter vcenter;
    private final Map<String, Recommendation> open = new HashMap<>();
    private int lastKey;

    PowerOnPlacement(Vcenter vcenter) {
        this.vcenter = vcenter;
    }

    /// PowerOnMultiVM_Task of the datacenter that they are in; at least one.
    public LabTask powerOn(List<VirtualMachine> vms) {
        var datacenter = vcenter.datacenterOf(vms.getFirst().host());
        return vcenter.tasks()
                .answering(
                        new Subject(datacenter, datacenter.name()),
                        "Datacenter.powerOnVm",
                        THINKING,
                        () -> place(vms));
    }

    private TaskResult place(List<VirtualMachine> vms) {
        var attempted = new ArrayList<Attempted>();
        var not = new ArrayList<NotAttempted>();
        var recommended = new ArrayList<Recommendation>();
        for (var vm : vms) {
            var hosts = hosts(vm);
            switch (automation(vm)) {
                case OFF -> attempted.add(start(vm));
                case MANUAL -> recommended.addAll(recommendations(vm, hosts));
                case PARTIALLY_AUTOMATED, FULLY_AUTOMATED -> {
                    if (!hosts.isEmpty()) {
                        vm.standAt(hosts.getFirst());
                        attempted.add(start(vm));
                    }
                }
            }
            if (hosts.isEmpty() && automation(vm).enabled()) {
                not.add(new NotAttempted(vm, none(vm)));
            }
        }
        return new TaskResult.PowerOns(attempted, not, recommended);
    }

    private Attempted start(VirtualMachine vm) {
        var log = vm.host().tasks();
        return new Attempted(vm, vcenter.tasks().keyOfCopy(log, vm.powerOn().key()));
    }

    private List<Recommendation> recommendations(VirtualMachine vm, List<EsxHost> hosts) {
        var all = new ArrayList<Recommendation>();
        for (var host : hosts) {
            var one =
                    new Recommendation(
                            Integer.toString(++lastKey), Math.max(1, BEST - all.size()), vm, host);
            open.put(one.key(), one);
            all.add(one);
        }
        return all;
    }

    /// What is recommended in a cluster and not done, the oldest first.
    public List<Recommendation> open(Cluster cluster) {
        return vcenter.changes()
                .read(() ->
                        open.values().stream()
                                .filter(r -> cluster.hosts().contains(r.host()))
                                .sorted(
                                        Comparator.comparingInt(
                                                (Recommendation r) -> Integer.parseInt(r.key())))
                                .toList());
    }

    /// Does what was recommended, once. The other recommendations for the VM are void then.
    public void apply(String key) {
        vcenter.changes()
                .write(() -> {
                    var recommendation = open.get(key);
                    if (recommendation == null) {
                        throw new Refusal(new Reason.InvalidArgument("key"));
                    }
                    open.values().removeIf(r -> r.vm() == recommendation.vm());
                    recommendation.vm().standAt(recommendation.host());
                    start(recommendation.vm());
                });
    }

    /// What PowerOnVM_Task does before it starts a VM: where DRS may place it and its own host
    /// cannot start it, it goes to one that can.
    public void beforePowerOn(VirtualMachine vm) {
        vcenter.changes()
                .write(() -> {
                    var hosts = hosts(vm);
                    boolean places =
                            switch (automation(vm)) {
                                case OFF, MANUAL -> false;
                                case PARTIALLY_AUTOMATED, FULLY_AUTOMATED -> true;
                            };
                    if (places && !hosts.isEmpty() && !hosts.contains(vm.host())) {
                        vm.standAt(hosts.getFirst());
                    }
                });
    }

    private Cluster.Drs automation(VirtualMachine vm) {
        return vcenter.clusterOf(vm.host())
                .filter(cluster -> !cluster.pinned().contains(vm))
                .map(Cluster::drs)
                .orElse(Cluster.Drs.OFF);
    }

    /// Those that could start it, the emptiest first, of equal ones its own.
    private List<EsxHost> hosts(VirtualMachine vm) {
        return all(vm).stream()
                .filter(host -> keptFrom(vm, host).isEmpty())
                .sorted(
                        Comparator.comparingInt((EsxHost h) -> running(h))
                                .thenComparing(h -> h != vm.host()))
                .toList();
    }

    private static int running(EsxHost host) {
        return (int) host.vms().stream().filter(vm -> vm.power() == PowerState.POWERED_ON).count();
    }

    private List<EsxHost> all(VirtualMachine vm) {
        return vcenter.clusterOf(vm.host()).map(Cluster::hosts).orElse(List.of(vm.host()));
    }

    private Optional<Reason> keptFrom(VirtualMachine vm, EsxHost host) {
        if (!vcenter.usable(host)) {
            return Optional.of(
                    host.inMaintenance()
                            ? new Reason.InvalidState(
                                    "The operation is not allowed in the current state of the"
                                            + " host.")
                            : new Reason.HostNotConnected());
        }
        return vm.hasStorageOn(host)
                ? new PowerOn(host, vm.config(), vm).deviceMissing()
                : Optional.of(new Reason.CannotMove("Hard disk 1"));
    }

    private Reason none(VirtualMachine vm) {
        var hosts = all(vm);
        return new Reason.NoCompatibleHost(
                hosts, hosts.stream().flatMap(host -> keptFrom(vm, host).stream()).toList());
    }
}
