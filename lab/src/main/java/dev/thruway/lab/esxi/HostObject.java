package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabTask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `HostSystem`: the host itself.
final class HostObject implements ManagedObject {

    private final EsxHost host;

    HostObject(EsxHost host) {
        this.host = host;
    }

    @Override
    public Value.Ref ref() {
        return Refs.HOST;
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        var values = new HostValues(host);
        return Properties.ofEntity(host::name, Optional.of(Refs.COMPUTE_RESOURCE), this::tasks)
                .set("summary", values::summary)
                .set("hardware", values::hardware)
                .set("runtime", values::runtime)
                .set("capability", values::capability)
                .set("config", values::config)
                .set("configManager", values::configManager)
                .set("vm", () -> Value.refs(host.vms().stream().map(Refs::of).toList()))
                .set("datastore", () -> Value.refs(List.of(Refs.of(host.datastore()))))
                .set("network", () -> Value.refs(List.of(Refs.NETWORK)))
                .set("datastoreBrowser", () -> Refs.browser(host.datastore()))
                .unset(
                        "systemResources",
                        "licensableResource",
                        "precheckRemediationResult",
                        "remediationState",
                        "remediationResult",
                        "complianceCheckResult",
                        "complianceCheckState",
                        "answerFileValidationResult",
                        "answerFileValidationState")
                .map();
    }

    private List<Value.Ref> tasks() {
        return host.tasks().all().stream()
                .filter(t -> t.subject().type().equals("HostSystem"))
                .map(LabTask::key)
                .map(Refs::task)
                .toList();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "EnterMaintenanceMode_Task", this::enterMaintenance,
                "ExitMaintenanceMode_Task", call -> Refs.task(host.exitMaintenance().key()),
                "RebootHost_Task", this::reboot,
                "QueryTpmAttestationReport", call -> Value.nothing(),
                "RetrieveManagedMethodExecuter", call -> Refs.METHOD_EXECUTER,
                "RetrieveDynamicTypeManager", call -> Refs.DYNAMIC_TYPES);
    }

    private Value enterMaintenance(Call call) {
        long seconds = call.arguments().number("timeout").orElse(0L);
        return Refs.task(host.enterMaintenance(Duration.ofSeconds(Math.max(0, seconds))).key());
    }

    private Value reboot(Call call) {
        return Refs.task(host.reboot(call.arguments().isTrue("force")).key());
    }
}
