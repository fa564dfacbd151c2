package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `VirtualMachine`.
record VmObject(Realm realm, VirtualMachine vm) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return realm.refs().of(vm);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        var values = new VmValues(realm, vm);
        var snapshots = new SnapshotValues(realm, vm);
        var refs = realm.refs();
        var guest = new VmGuestValues(vm);
        return Properties.ofEntity(
                        () -> vm.config().name(),
                        Optional.of(realm.parent(vm)),
                        () -> Inventory.tasksOf(realm, vm))
                .set("config", values::config)
                .set("runtime", values::runtime)
                .set("summary", values::summary)
                .set("guest", guest::guest)
                .set("guestHeartbeatStatus", guest::heartbeat)
                .set("layoutEx", values::layout)
                .set("resourcePool", () -> refs.pool(realm.computeOf(vm.host())))
                .set("environmentBrowser", refs.environment(vm))
                .set("datastore", Value.refs(List.of(refs.of(vm.datastore()))))
                .set("snapshot", snapshots::info)
                .set("rootSnapshot", snapshots::roots)
                .set("network", Value.refs(List.of(refs.network(realm.datacenterOf(vm.host())))))
                .unset("capability", "layout", "parentVApp", "resourceConfig", "storage")
                .map();
    }

    @Override
    public Optional<EsxHost> needs() {
        return Optional.of(vm.host());
    }

    @Override
    public Map<String, Method> methods() {
        return Map.ofEntries(
                Map.entry("ReconfigVM_Task", this::reconfigure),
                Map.entry("PowerOnVM_Task", call -> powerOn()),
                Map.entry("PowerOffVM_Task", call -> task(vm::powerOff)),
                Map.entry("SuspendVM_Task", call -> task(vm::suspend)),
                Map.entry("ResetVM_Task", call -> task(vm::reset)),
                Map.entry("ShutdownGuest", call -> done(vm::shutdownGuest)),
                Map.entry("RebootGuest", call -> done(vm::rebootGuest)),
                Map.entry(
                        "UpgradeVM_Task",
                        call -> task(() -> vm.upgrade(call.arguments().value("version")))),
                Map.entry("CreateSnapshot_Task", this::createSnapshot),
                Map.entry("RemoveAllSnapshots_Task", call -> task(vm::removeSnapshots)),
                Map.entry("MigrateVM_Task", call -> migrate(call.arguments())),
                Map.entry("RelocateVM_Task", this::relocate),
                Map.entry("RefreshStorageInfo", call -> Value.nothing()),
                Map.entry("AnswerVM", this::answer));
    }

    private Value powerOn() {
        return realm.changes()
                .write(() -> {
                    realm.vcenter().ifPresent(v -> v.placement().beforePowerOn(vm));
                    return task(vm::powerOn);
                });
    }

    private Value createSnapshot(Call call) {
        var name = call.text("name");
        var description = call.arguments().value("description").orElse("");
        return task(() -> vm.takeSnapshot(name, description));
    }

    /// To another host; a VM's files stay where they are.
    private Value relocate(Call call) {
        var spec =
                call.arguments().child("spec").orElseThrow(() -> VimFault.invalidArgument("spec"));
        if (spec.child("datastore").isPresent() || !spec.children("disk").isEmpty()) {
            throw VimFault.notSupported();
        }
        return migrate(spec);
    }

    /// Within its datacenter: elsewhere it would need another folder and network.
    private Value migrate(Element where) {
        if (realm.vcenter().isEmpty()) {
            throw VimFault.notSupported();
        }
        var target =
                realm.hosts().stream()
                        .filter(h ->
                                where.ref("host").filter(realm.refs().of(h)::equals).isPresent())
                        .findFirst()
                        .orElseThrow(() -> VimFault.invalidArgument("host"));
        if (!realm.datacenterOf(target).equals(realm.datacenterOf(vm.host()))) {
            throw VimFault.notSupported();
        }
        realm.requireReachable(target);
        return task(() -> vm.migrate(target));
    }

    /// The host on which the task begins keeps it, wherever the VM is when it ends.
    private Value task(Supplier<LabTask> work) {
        return realm.changes()
                .write(() -> {
                    var origin = vm.host().tasks();
                    return realm.task(origin, work.get());
                });
    }

    private static Value done(Runnable work) {
        work.run();
        return Value.nothing();
    }

    private Value reconfigure(Call call) {
        var spec =
                call.arguments().child("spec").orElseThrow(() -> VimFault.invalidArgument("spec"));
        var change = ConfigSpecReader.read(spec);
        return task(() -> vm.reconfigure(change));
    }

    private Value answer(Call call) {
        vm.answer(call.arguments().value("questionId").orElse(""));
        return Value.nothing();
    }
}
