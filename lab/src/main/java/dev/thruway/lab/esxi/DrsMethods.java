package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.ManagedObject.Method;
import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Cluster;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.TaskResult;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;
import java.util.Map;

/// What DRS is told and answers: `PowerOnMultiVM_Task` of a datacenter and `ApplyRecommendation` of
/// a cluster. A host knows neither.
final class DrsMethods {

    private DrsMethods() {}

    static Map<String, Method> ofDatacenter(Realm realm, Datacenter datacenter) {
        return realm.vcenter()
                .map(v ->
                        Map.<String, Method>of(
                                "PowerOnMultiVM_Task", call -> powerOn(realm, v, datacenter, call)))
                .orElse(Map.of());
    }

    static Map<String, Method> ofCluster(Realm realm) {
        return realm.vcenter()
                .map(v ->
                        Map.<String, Method>of(
                                "ApplyRecommendation",
                                call -> {
                                    v.placement().apply(call.text("key"));
                                    return Value.nothing();
                                }))
                .orElse(Map.of());
    }

    private static Value powerOn(Realm realm, Vcenter vcenter, Datacenter datacenter, Call call) {
        var vms =
                call.arguments().children("vm").stream()
                        .map(Element::asRef)
                        .map(ref -> vm(realm, datacenter, ref))
                        .toList();
        if (vms.isEmpty()) {
            throw VimFault.invalidArgument("vm");
        }
        return realm.task(vcenter.tasks(), vcenter.placement().powerOn(vms));
    }

    private static VirtualMachine vm(Realm realm, Datacenter datacenter, Value.Ref ref) {
        return realm.vm(ref)
                .filter(vm -> realm.datacenterOf(vm.host()).equals(datacenter))
                .orElseThrow(() -> VimFault.invalidArgument("vm"));
    }

    static Value result(Realm realm, TaskResult.PowerOns powerOns) {
        return Value.data("ClusterPowerOnVmResult")
                .set(
                        "attempted",
                        Value.array(
                                "ClusterAttemptedVmInfo",
                                powerOns.attempted().stream()
                                        .map(a ->
                                                Value.data("ClusterAttemptedVmInfo")
                                                        .set("vm", realm.refs().of(a.vm()))
                                                        .set("task", Refs.task(a.taskKey()))
                                                        .build())
                                        .toList()))
                .set(
                        "notAttempted",
                        Value.array(
                                "ClusterNotAttemptedVmInfo",
                                powerOns.notAttempted().stream()
                                        .map(n ->
                                                Value.data("ClusterNotAttemptedVmInfo")
                                                        .set("vm", realm.refs().of(n.vm()))
                                                        .set("fault", Faults.localized(n.why()))
                                                        .build())
                                        .toList()))
                .set(
                        "recommendations",
                        Value.array(
                                "ClusterRecommendation",
                                powerOns.recommendations().stream()
                                        .map(r -> recommendation(realm, r))
                                        .toList()))
                .buildNamed();
    }

    /// What a cluster recommends now.
    static Value recommendations(Realm realm, Cluster cluster) {
        var open = realm.vcenter().map(v -> v.placement().open(cluster)).orElse(List.of());
        return Value.array(
                "ClusterRecommendation", open.stream().map(r -> recommendation(realm, r)).toList());
    }

    private static Value.Data recommendation(Realm realm, TaskResult.Recommendation r) {
        return Value.data("ClusterRecommendation")
                .set("key", r.key())
                .set("type", "V1")
                .set("time", realm.timeline().now())
                .set("rating", r.rating())
                .set("reason", "powerOnVm")
                .set("reasonText", "Power on virtual machine")
                .set(
                        "action",
                        Value.array(
                                "ClusterAction",
                                List.of(
                                        Value.data("ClusterInitialPlacementAction")
                                                .set("type", "HostPowerAction")
                                                .set("target", realm.refs().of(r.vm()))
                                                .set("targetHost", realm.refs().of(r.host()))
                                                .buildNamed())))
                .set("target", realm.refs().of(r.vm()))
                .build();
    }
}
