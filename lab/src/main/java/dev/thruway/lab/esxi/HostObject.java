package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Evacuation;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.Vcenter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// `HostSystem`: the host itself.
final class HostObject implements ManagedObject {

    /// `VsanHostDecommissionModeObjectAction`.
    private static final Set<String> VSAN_ACTIONS =
            Set.of("noAction", "ensureObjectAccessibility", "evacuateAllData");

    private final Realm realm;
    private final EsxHost host;

    HostObject(Realm realm, EsxHost host) {
        this.realm = realm;
        this.host = host;
    }

    @Override
    public Value.Ref ref() {
        return realm.refs().of(host);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        var values = new HostValues(realm, host);
        var refs = realm.refs();
        return Properties.ofEntity(
                        host::name,
                        Optional.of(refs.of(realm.computeOf(host))),
                        () -> Inventory.tasksOf(realm, host))
                .set("summary", values::summary)
                .set("hardware", values::hardware)
                .set("runtime", values::runtime)
                .set("capability", values::capability)
                .set("config", values::config)
                .set("configManager", values::configManager)
                .set("vm", () -> Value.refs(host.vms().stream().map(refs::of).toList()))
                .set(
                        "datastore",
                        () -> Value.refs(host.datastores().stream().map(refs::of).toList()))
                .set("network", Value.refs(List.of(refs.network(realm.datacenterOf(host)))))
                .set("datastoreBrowser", () -> browser(host))
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

    private Value browser(EsxHost of) {
        return of.datastores().stream()
                .findFirst()
                .<Value>map(realm.refs()::browser)
                .orElse(Value.nothing());
    }

    @Override
    public Optional<EsxHost> needs() {
        return Optional.of(host);
    }

    @Override
    public Map<String, Method> methods() {
        var refs = realm.refs();
        var methods = new HashMap<String, Method>();
        methods.put("EnterMaintenanceMode_Task", this::enterMaintenance);
        methods.put("ExitMaintenanceMode_Task", call -> task(host.exitMaintenance()));
        methods.put("RebootHost_Task", this::reboot);
        methods.put("EnterLockdownMode", call -> lockDown(EsxHost.Lockdown.NORMAL));
        methods.put("ExitLockdownMode", call -> lockDown(EsxHost.Lockdown.DISABLED));
        methods.put("QueryTpmAttestationReport", call -> Value.nothing());
        methods.put(
                "RetrieveManagedMethodExecuter", call -> refs.part(HostPart.METHOD_EXECUTER, host));
        methods.put("RetrieveDynamicTypeManager", call -> refs.part(HostPart.DYNAMIC_TYPES, host));
        realm.vcenter()
                .ifPresent(vcenter -> {
                    methods.put(
                            "DisconnectHost_Task", call -> task(vcenter, vcenter.disconnect(host)));
                    methods.put(
                            "ReconnectHost_Task", call -> task(vcenter, vcenter.reconnect(host)));
                });
        return methods;
    }

    private Value task(LabTask task) {
        return realm.task(host.tasks(), task);
    }

    private Value task(Vcenter vcenter, LabTask task) {
        return realm.task(vcenter.tasks(), task);
    }

    private Value lockDown(EsxHost.Lockdown mode) {
        if (realm.vcenter().isEmpty()) {
            throw VimFault.notSupported();
        }
        host.lockDown(mode);
        return Value.nothing();
    }

    private Value enterMaintenance(Call call) {
        var timeout =
                Duration.ofSeconds(Math.max(0, call.arguments().number("timeout").orElse(0L)));
        var wish = wish(call);
        return task(
                realm.vcenter()
                        .map(vcenter -> vcenter.enterMaintenance(host, timeout, wish))
                        .orElseGet(() -> host.enterMaintenance(timeout)));
    }

    private static Evacuation.Wish wish(Call call) {
        call.arguments()
                .child("maintenanceSpec")
                .flatMap(s -> s.child("vsanMode"))
                .flatMap(m -> m.value("objectAction"))
                .filter(action -> !VSAN_ACTIONS.contains(action))
                .ifPresent(action -> {
                    throw VimFault.invalidArgument("maintenanceSpec.vsanMode.objectAction");
                });
        return new Evacuation.Wish(
                call.arguments().isTrue("evacuatePoweredOffVms")
                        ? Evacuation.PoweredOff.MOVE
                        : Evacuation.PoweredOff.STAY);
    }

    private Value reboot(Call call) {
        return task(host.reboot(call.arguments().isTrue("force")));
    }
}
