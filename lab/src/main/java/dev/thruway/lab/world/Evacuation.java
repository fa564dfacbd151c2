package dev.thruway.lab.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Empties a host that is to enter maintenance mode, as its cluster is set up to.
///
/// Only fully automated DRS moves VMs by itself; under every other setting, and for a VM that
/// cannot move or is pinned, the host waits until somebody moves it or switches it off.
public final class Evacuation {

    /// vSphere 6 and later: at most 8 vMotions of a host at a time over 10 Gb/s.
    private static final int AT_A_TIME = 8;

    /// The part of the task that emptying the host is.
    private static final int SHARE = 90;

    private final Vcenter vcenter;
    private final EsxHost host;
    private final Wish wish;
    private final int all;
    private final List<EsxHost> sent = new ArrayList<>();

    /// What the caller wants beside an empty host.
    ///
    /// @param poweredOff what becomes of VMs that are off
    public record Wish(PoweredOff poweredOff) {}

    /// What becomes of VMs that are off.
    public enum PoweredOff {
        STAY,
        MOVE
    }

    Evacuation(Vcenter vcenter, EsxHost host, Wish wish) {
        this.vcenter = vcenter;
        this.host = host;
        this.wish = wish;
        this.all = inTheWay().size();
    }

    /// Does what can be done now; true once nothing is in the way.
    boolean step(String task) {
        var left = inTheWay();
        if (left.isEmpty()) {
            return true;
        }
        host.tasks().progress(task, SHARE * Math.max(0, all - left.size()) / Math.max(1, all));
        vcenter.clusterOf(host)
                .filter(c -> c.drs() == Cluster.Drs.FULLY_AUTOMATED)
                .ifPresent(cluster -> moveSome(cluster, left));
        return false;
    }

    private List<VirtualMachine> inTheWay() {
        return host.vms().stream()
                .filter(vm ->
                        wish.poweredOff() == PoweredOff.MOVE || vm.power() == PowerState.POWERED_ON)
                .toList();
    }

    private void moveSome(Cluster cluster, List<VirtualMachine> vms) {
        int moving = (int) vms.stream().filter(VirtualMachine::busy).count();
        for (var vm : vms) {
            var target = target(cluster, vm);
            if (moving < AT_A_TIME && !vm.busy() && target.isPresent()) {
                vm.migrate(target.get());
                sent.add(target.get());
                moving++;
            }
        }
    }

    /// The usable host of the cluster with the fewest VMs, those on the way there counted, that can
    /// take it.
    private Optional<EsxHost> target(Cluster cluster, VirtualMachine vm) {
        if (cluster.pinned().contains(vm)) {
            return Optional.empty();
        }
        return cluster.hosts().stream()
                .filter(other -> other != host && vcenter.usable(other))
                .filter(other -> vm.keptFrom(other).isEmpty())
                .min(Comparator.comparingLong(this::load));
    }

    private long load(EsxHost other) {
        return other.vms().size() + sent.stream().filter(other::equals).count();
    }
}
