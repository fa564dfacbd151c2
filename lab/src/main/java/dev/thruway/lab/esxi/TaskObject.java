package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.DatastoreFolder;
import dev.thruway.lab.world.LabTask;
import dev.thruway.lab.world.Refusal;
import dev.thruway.lab.world.TaskResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        task.error().ifPresent(reason -> info.set("error", Faults.localized(reason)));
        result().ifPresent(result -> info.set("result", result));
        task.completed().ifPresent(at -> info.set("completeTime", at));
        if (!task.done()) {
            info.set("progress", task.progress());
        }
        return info.build();
    }

    private Optional<Value> result() {
        return switch (task.result()) {
            case TaskResult.Nothing() -> Optional.empty();
            case TaskResult.Folders(var folders) -> Optional.of(folders(folders));
            case TaskResult.PowerOns powerOns -> Optional.of(DrsMethods.result(realm, powerOns));
        };
    }

    /// One folder of a search, or the list of them where it went into folders below.
    private Value folders(List<DatastoreFolder> found) {
        var folders = found.stream().map(f -> DatastoreBrowserObject.results(realm, f)).toList();
        return task.descriptionId().equals("HostDatastoreBrowser.searchSubFolders")
                ? Value.array("HostDatastoreBrowserSearchResults", folders)
                : folders.getFirst();
    }

    private static boolean cancelled(Refusal.Reason reason) {
        return reason instanceof Refusal.Reason.Cancelled;
    }

    /// `VirtualMachine.powerOn` is told by `PowerOn_Task`, as hostd names it.
    private String methodName() {
        var verb = task.descriptionId().substring(task.descriptionId().indexOf('.') + 1);
        return Character.toUpperCase(verb.charAt(0)) + verb.substring(1) + "_Task";
    }
}
