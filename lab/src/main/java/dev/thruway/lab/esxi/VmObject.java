package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `VirtualMachine`.
record VmObject(VirtualMachine vm) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return Refs.of(vm);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        var values = new VmValues(vm);
        var guest = new VmGuestValues(vm);
        return Properties.ofEntity(
                        () -> vm.config().name(), Optional.of(Refs.VM_FOLDER), this::tasks)
                .set("config", values::config)
                .set("runtime", values::runtime)
                .set("summary", values::summary)
                .set("guest", guest::guest)
                .set("guestHeartbeatStatus", guest::heartbeat)
                .set("layoutEx", values::layout)
                .set("resourcePool", Refs.ROOT_POOL)
                .set("environmentBrowser", Refs.ENVIRONMENT)
                .set("datastore", () -> Value.refs(List.of(Refs.of(vm.host().datastore()))))
                .set("network", () -> Value.refs(List.of(Refs.NETWORK)))
                .unset(
                        "capability",
                        "layout",
                        "parentVApp",
                        "resourceConfig",
                        "rootSnapshot",
                        "snapshot",
                        "storage")
                .map();
    }

    private List<Value.Ref> tasks() {
        return vm.host().tasks().all().stream()
                .filter(t -> Refs.of(t.subject()).equals(ref()))
                .map(LabTask::key)
                .map(Refs::task)
                .toList();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "ReconfigVM_Task", this::reconfigure,
                "PowerOnVM_Task", call -> task(vm.powerOn()),
                "PowerOffVM_Task", call -> task(vm.powerOff()),
                "ResetVM_Task", call -> task(vm.reset()),
                "ShutdownGuest", call -> done(vm::shutdownGuest),
                "RebootGuest", call -> done(vm::rebootGuest),
                "UpgradeVM_Task", call -> task(vm.upgrade(call.arguments().value("version"))),
                "RefreshStorageInfo", call -> Value.nothing(),
                "AnswerVM", this::answer);
    }

    private static Value task(LabTask task) {
        return Refs.task(task.key());
    }

    private static Value done(Runnable work) {
        work.run();
        return Value.nothing();
    }

    private Value reconfigure(Call call) {
        var spec =
                call.arguments().child("spec").orElseThrow(() -> VimFault.invalidArgument("spec"));
        return task(vm.reconfigure(ConfigSpecReader.read(spec)));
    }

    private Value answer(Call call) {
        vm.answer(call.arguments().value("questionId").orElse(""));
        return Value.nothing();
    }
}
