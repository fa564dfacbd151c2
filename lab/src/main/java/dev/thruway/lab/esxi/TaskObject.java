package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.Refusal;
import java.util.Map;
import java.util.function.Supplier;

/// `Task`.
record TaskObject(Realm realm, LabTask task) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return Refs.task(task.key());
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().set("info", this::info).unset("availableField", "value").map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("CancelTask", call -> cancel());
    }

    private Value cancel() {
        realm.tasks().cancel(task.key());
        return Value.nothing();
    }

    Value.Data info() {
        var info =
                Value.data("TaskInfo")
                        .set("key", task.key())
                        .set("task", ref())
                        .set("name", methodName())
                        .set("descriptionId", task.descriptionId())
                        .set("entity", realm.refs().of(task.subject().entity()))
                        .set("entityName", task.subject().name())
                        .set("state", Value.of("TaskInfoState", task.state().wire()))
                        .set("cancelled", task.error().filter(TaskObject::cancelled).isPresent())
                        .set("cancelable", task.cancelable())
                        .set(
                                "reason",
                                Value.data("TaskReasonUser").set("userName", "root").buildNamed())
                        .set("queueTime", task.queued())
                        .set("startTime", task.queued())
                        .set("eventChainId", 0);
        task.error().ifPresent(reason -> info.set("error", error(reason)));
        if (!task.result().isEmpty()) {
            info.set("result", result());
        }
        task.completed().ifPresent(at -> info.set("completeTime", at));
        if (!task.done()) {
            info.set("progress", task.progress());
        }
        return info.build();
    }

    /// One folder of a search, or the list of them where it went into folders below.
    private Value result() {
        var folders =
                task.result().stream().map(f -> DatastoreBrowserObject.results(realm, f)).toList();
        return task.descriptionId().equals("HostDatastoreBrowser.searchSubFolders")
                ? Value.array("HostDatastoreBrowserSearchResults", folders)
                : folders.getFirst();
    }

    private static boolean cancelled(Refusal.Reason reason) {
        return reason instanceof Refusal.Reason.Cancelled;
    }

    private static Value.Data error(Refusal.Reason reason) {
        return Value.data("LocalizedMethodFault")
                .set("fault", Faults.of(reason))
                .set("localizedMessage", reason.message())
                .build();
    }

    /// `VirtualMachine.powerOn` is told by `PowerOn_Task`, as hostd names it.
    private String methodName() {
        var verb = task.descriptionId().substring(task.descriptionId().indexOf('.') + 1);
        return Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + "_Task";
    }
}
