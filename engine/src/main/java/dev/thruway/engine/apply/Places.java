package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import java.util.HashMap;
import java.util.Map;

/// Who serves a target: its vCenter, or its own host. What is done at one place at a time has a
/// limit.
final class Places {

    /// Steps of one endpoint at the same time, and in guests of one as many. The number of
    /// concurrent power operations that VMware Horizon has as its default against one vCenter
    /// (Horizon documentation, "Concurrent Operations Limits for vCenter Server").
    static final int STEPS_AT_ONCE = 50;

    private final Map<Target, String> byTarget = new HashMap<>();

    Places(Spec spec) {
        var servers = new HashMap<String, String>();
        for (Server server : spec.servers()) {
            servers.put(server.name(), of(server));
            byTarget.put(Target.server(server.name()), of(server));
        }
        for (Vm vm : spec.vms()) {
            byTarget.put(
                    Target.vm(vm.name()),
                    switch (vm.placement()) {
                        case Placement.OnServer(var server) -> servers.getOrDefault(server, "");
                        case Placement.InCluster(var vcenter, _) -> "vcenter/" + vcenter;
                    });
        }
    }

    private static String of(Server server) {
        return server.esxi()
                .map(esxi ->
                        switch (esxi) {
                            case Esxi.Standalone _ -> Target.server(server.name()).toString();
                            case Esxi.UnderVcenter(var vcenter, _) -> "vcenter/" + vcenter;
                        })
                .orElse(Target.server(server.name()).toString());
    }

    /// Whose places a step takes: what is done in guests is no load of the endpoint that they are
    /// reached without.
    String of(Step step) {
        var place = of(step.target());
        return step.action() instanceof Action.InGuest ? place + "/guests" : place;
    }

    String of(Target target) {
        return byTarget.getOrDefault(target, target.toString());
    }
}
