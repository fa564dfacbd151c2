package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/// What it means for a VM that it is started in a cluster.
final class ClusterLosses {

    private ClusterLosses() {}

    static List<Consequence> of(String vm, ClusterPlace place) {
        var target = Target.vm(vm);
        var able = place.able();
        var all = new ArrayList<Consequence>();
        all.add(
                new Consequence(
                        target,
                        Phrase.of(
                                wording(place.drs()),
                                "vm",
                                vm,
                                "cluster",
                                place.cluster(),
                                "drs",
                                place.drs().word(),
                                "hosts",
                                ClusterPlace.names(
                                        place.eligible().stream()
                                                .filter(HostFit::able)
                                                .toList()))));
        if (able.size() == 1) {
            all.add(
                    new Consequence(
                            target,
                            Phrase.of(
                                    "consequence.one-host-fits",
                                    "vm",
                                    vm,
                                    "host",
                                    ClusterPlace.names(able))));
        }
        var full = place.hosts().stream().filter(HostFit::lacksMemory).toList();
        if (!full.isEmpty()) {
            all.add(
                    new Consequence(
                            target,
                            Phrase.of(
                                    "consequence.hosts-lack-memory",
                                    "vm",
                                    vm,
                                    "hosts",
                                    ClusterPlace.names(full))));
        }
        return all;
    }

    private static String wording(HostCluster.Drs drs) {
        return switch (drs) {
            case FULL, PARTIAL -> "consequence.drs-places";
            case MANUAL -> "consequence.drs-recommends";
            case OFF -> "consequence.starts-on-its-host";
        };
    }
}
