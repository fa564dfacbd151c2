package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Chassis;
import dev.thruway.lab.world.Cluster;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Vcenter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/// `ComputeResource` and `ClusterComputeResource`: what its hosts have together, and how a cluster
/// is set up.
final class ComputeValues {

    private final Realm realm;
    private final Compute compute;

    private ComputeValues(Realm realm, Compute compute) {
        this.realm = realm;
        this.compute = compute;
    }

    static ManagedObject object(
            Realm realm, Compute compute, Properties entity, Value.Ref network) {
        var refs = realm.refs();
        var values = new ComputeValues(realm, compute);
        var stores = new LinkedHashSet<Value.Ref>();
        compute.hosts().forEach(h -> h.datastores().forEach(d -> stores.add(refs.of(d))));
        var properties =
                entity.set("host", Value.refs(compute.hosts().stream().map(refs::of).toList()))
                        .set("resourcePool", refs.pool(compute))
                        .set("environmentBrowser", refs.environment(compute))
                        .set("datastore", Value.refs(List.copyOf(stores)))
                        .set("network", Value.refs(List.of(network)))
                        .set("summary", values::summary)
                        .unset("lifecycleManaged");
        return new SimpleObject(
                refs.of(compute),
                compute.asCluster()
                        .map(cluster -> values.ofCluster(properties, cluster))
                        .orElseGet(() -> values.alone(properties))
                        .map(),
                compute.asCluster().map(_ -> DrsMethods.ofCluster(realm)).orElse(Map.of()));
    }

    private Properties alone(Properties properties) {
        return realm.vcenter().isEmpty()
                ? properties.unset("configurationEx")
                : properties.set(
                        "configurationEx",
                        Value.data("ComputeResourceConfigInfo")
                                .set("vmSwapPlacement", "vmDirectory")
                                .build());
    }

    private Properties ofCluster(Properties properties, Cluster cluster) {
        return properties
                .set("configurationEx", configuration(cluster))
                .set("recommendation", () -> DrsMethods.recommendations(realm, cluster))
                .unset(
                        "actionHistory",
                        "configuration",
                        "drsFault",
                        "drsRecommendation",
                        "hciConfig",
                        "migrationHistory",
                        "summaryEx");
    }

    private int sum(ToIntFunction<Chassis.Processors> count) {
        return compute.hosts().stream()
                .map(h -> h.server().chassis().processors())
                .mapToInt(count)
                .sum();
    }

    /// Hosts that do not answer, or are in maintenance mode, are none to place a VM on.
    private List<EsxHost> effective() {
        return compute.hosts().stream()
                .filter(h -> realm.connection(h) == Vcenter.Connection.CONNECTED)
                .filter(h -> realm.vcenter().isEmpty() || !h.inMaintenance())
                .toList();
    }

    private static long memory(List<EsxHost> hosts) {
        return hosts.stream().mapToLong(h -> h.server().chassis().memory().bytes()).sum();
    }

    private Value summary() {
        var good = effective();
        var type =
                compute.asCluster().isPresent()
                        ? "ClusterComputeResourceSummary"
                        : "ComputeResourceSummary";
        var data =
                Value.data(type)
                        .set("totalCpu", sum(p -> p.cores() * p.mhz()))
                        .set("totalMemory", memory(compute.hosts()))
                        .set("numCpuCores", Value.shorter(sum(Chassis.Processors::cores)))
                        .set("numCpuThreads", Value.shorter(sum(Chassis.Processors::threads)))
                        .set(
                                "effectiveCpu",
                                good.stream()
                                        .map(h -> h.server().chassis().processors())
                                        .mapToInt(p -> p.cores() * p.mhz())
                                        .sum())
                        .set("effectiveMemory", memory(good) >> 20)
                        .set("numHosts", compute.hosts().size())
                        .set("numEffectiveHosts", good.size())
                        .set("overallStatus", Value.of("ManagedEntityStatus", "green"));
        return compute.asCluster().isPresent() ? clusterSummary(data) : data.build();
    }

    private Value clusterSummary(DataBuilder data) {
        return data.set("currentFailoverLevel", Math.max(0, effective().size() - 1))
                .set("numVmotions", migrations())
                .set("targetBalance", 200)
                .set("currentBalance", 100)
                .buildNamed();
    }

    private int migrations() {
        return (int)
                realm.events().all().stream()
                        .filter(e -> e.type().equals("VmMigratedEvent"))
                        .filter(e -> e.host().filter(compute.hosts()::contains).isPresent())
                        .count();
    }

    private Value configuration(Cluster cluster) {
        boolean vsan = cluster.storage() == Cluster.Storage.VSAN;
        return Value.data("ClusterConfigInfoEx")
                .set("vmSwapPlacement", "vmDirectory")
                .set("dasConfig", das(cluster.ha()))
                .set(
                        "drsConfig",
                        Value.data("ClusterDrsConfigInfo")
                                .set("enabled", cluster.drs().enabled())
                                .set("enableVmBehaviorOverrides", true)
                                .set(
                                        "defaultVmBehavior",
                                        Value.of("DrsBehavior", cluster.drs().wire()))
                                .set("vmotionRate", 3)
                                .set("scaleDescendantsShares", "disabled")
                                .build())
                .set(
                        "drsVmConfig",
                        Value.array(
                                "ClusterDrsVmConfigInfo",
                                cluster.pinned().stream()
                                        .map(vm ->
                                                Value.data("ClusterDrsVmConfigInfo")
                                                        .set("key", realm.refs().of(vm))
                                                        .set("enabled", false)
                                                        .build())
                                        .toList()))
                .set(
                        "dpmConfigInfo",
                        Value.data("ClusterDpmConfigInfo")
                                .set("enabled", false)
                                .set("defaultDpmBehavior", Value.of("DpmBehavior", "automated"))
                                .set("hostPowerActionRate", 3)
                                .build())
                .set(
                        "vsanConfigInfo",
                        Value.data("VsanClusterConfigInfo").set("enabled", vsan).build())
                .buildNamed();
    }

    private static Value.Data das(Cluster.Ha ha) {
        var level =
                switch (ha) {
                    case Cluster.Ha.Off off -> OptionalInt.empty();
                    case Cluster.Ha.On(var failoverLevel) -> failoverLevel;
                };
        boolean on = ha instanceof Cluster.Ha.On;
        var data =
                Value.data("ClusterDasConfigInfo")
                        .set("enabled", on)
                        .set("vmMonitoring", "vmMonitoringDisabled")
                        .set("hostMonitoring", "enabled")
                        .set("vmComponentProtecting", "disabled")
                        .set("admissionControlEnabled", on && level.isPresent())
                        .set("hBDatastoreCandidatePolicy", "allFeasibleDsWithUserPreference");
        if (level.isPresent()) {
            data.set("failoverLevel", level.getAsInt())
                    .set(
                            "admissionControlPolicy",
                            Value.data("ClusterFailoverLevelAdmissionControlPolicy")
                                    .set("failoverLevel", level.getAsInt())
                                    .buildNamed());
        }
        return data.build();
    }
}
