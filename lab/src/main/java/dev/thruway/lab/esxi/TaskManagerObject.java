package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.Map;
import java.util.function.Supplier;

/// `TaskManager`.
record TaskManagerObject(Realm realm) implements ManagedObject {

    private static final int RECENT = 20;

    @Override
    public Value.Ref ref() {
        return realm.refs().the(Fixed.TASK_MANAGER);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties()
                .set("recentTask", this::recent)
                .set("maxCollector", Value.integer(10))
                .unset("description")
                .map();
    }

    private Value recent() {
        var all = realm.tasks().all();
        return Value.refs(
                all.subList(Math.max(0, all.size() - RECENT), all.size()).stream()
                        .map(task -> Refs.task(task.key()))
                        .toList());
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of("CreateCollectorForTasks", this::createCollector);
    }

    /// Only a vCenter keeps a history of tasks (govmomi 0.56 `view/task_view.go`).
    private Value createCollector(Call call) {
        if (realm.vcenter().isEmpty()) {
            throw VimFault.notSupported();
        }
        var filter =
                call.arguments()
                        .child("filter")
                        .orElseThrow(() -> VimFault.invalidArgument("filter"));
        var collector =
                new TaskCollectorObject(
                        realm, call.session().newRef("TaskHistoryCollector"), filter);
        return call.session().add(collector).ref();
    }
}
