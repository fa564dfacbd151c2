package dev.thruway.engine.vm;

import dev.thruway.domain.observation.HostCluster.Drs;
import dev.thruway.engine.connect.ClusterAccess;
import dev.thruway.engine.connect.Required;
import dev.thruway.vsphere.vim.ClusterConfigInfoEx;
import dev.thruway.vsphere.vim.ClusterDrsConfigInfo;
import dev.thruway.vsphere.vim.DrsBehavior;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What DRS does with the VMs of a cluster.
public final class DrsSettings {

    private static final String CONFIG = "configurationEx";

    private DrsSettings() {}

    /// With VMs that have no setting of their own.
    public static Drs of(ClusterDrsConfigInfo config) {
        var behaviour = config.defaultVmBehavior();
        return Boolean.TRUE.equals(config.enabled()) && behaviour != null ? of(behaviour) : Drs.OFF;
    }

    /// A behaviour that this program does not know is not counted on.
    private static Drs of(DrsBehavior behaviour) {
        return switch (behaviour) {
            case fullyAutomated -> Drs.FULL;
            case partiallyAutomated -> Drs.PARTIAL;
            case manual, UNRECOGNIZED -> Drs.MANUAL;
        };
    }

    /// With those that have one, where the cluster honours these.
    public static Map<ManagedObjectReference, Drs> own(ClusterConfigInfoEx config) {
        var own = new HashMap<ManagedObjectReference, Drs>();
        if (!Boolean.FALSE.equals(config.drsConfig().enableVmBehaviorOverrides())) {
            for (var vm : config.drsVmConfig()) {
                var behaviour = vm.behavior();
                if (Boolean.FALSE.equals(vm.enabled())) {
                    own.put(vm.key(), Drs.OFF);
                } else if (behaviour != null) {
                    own.put(vm.key(), of(behaviour));
                }
            }
        }
        return own;
    }

    /// The VMs that it never moves by itself, whatever it does with the others.
    public static Set<ManagedObjectReference> leftAlone(ClusterConfigInfoEx config) {
        return own(config).entrySet().stream()
                .filter(vm -> vm.getValue() != Drs.FULL)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /// With one VM, by what the cluster says now. Throws [dev.thruway.engine.run.StepFailed] where
    /// it does not say it.
    static Drs now(ClusterAccess cluster, ManagedObjectReference vm) {
        var seen = cluster.client().properties().of(cluster.cluster(), CONFIG);
        var config = Required.value(seen, CONFIG, ClusterConfigInfoEx.class);
        var all = of(config.drsConfig());
        return all == Drs.OFF ? all : own(config).getOrDefault(vm, all);
    }
}
