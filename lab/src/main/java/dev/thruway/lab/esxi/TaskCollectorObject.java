package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.LabTask;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `TaskHistoryCollector`: the tasks of one filter, page by page in both directions.
final class TaskCollectorObject implements ManagedObject {

    private static final int MAX_PAGE = 1000;

    private final Realm realm;
    private final Value.Ref ref;
    private final Element filter;
    private int pageSize = 10;
    private int read;

    TaskCollectorObject(Realm realm, Value.Ref ref, Element filter) {
        this.realm = realm;
        this.ref = ref;
        this.filter = filter;
    }

    @Override
    public Value.Ref ref() {
        return ref;
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().set("latestPage", this::latestPage).unset("filter").map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "ReadNextTasks", this::next,
                "ReadPreviousTasks", this::previous,
                "RewindCollector", call -> at(0),
                "ResetCollector", call -> at(selected().size()),
                "SetCollectorPageSize", this::setPageSize,
                "DestroyCollector", this::destroy);
    }

    private List<LabTask> selected() {
        var entity = filter.child("entity").flatMap(e -> e.ref("entity"));
        var states = filter.values("state");
        var begin = time("beginTime");
        var end = time("endTime");
        return realm.tasks().all().stream()
                .filter(t -> entity.isEmpty() || about(t, entity.get()))
                .filter(t -> states.isEmpty() || states.contains(t.state().wire()))
                .filter(t -> begin.filter(b -> t.queued().isBefore(b)).isEmpty())
                .filter(t -> end.filter(e -> t.queued().isAfter(e)).isEmpty())
                .toList();
    }

    /// A folder or a datacenter stands for all below it.
    private boolean about(LabTask task, Value.Ref entity) {
        return switch (entity.kind()) {
            case "HostSystem", "VirtualMachine" ->
                    realm.refs().of(task.subject().entity()).equals(entity);
            default -> true;
        };
    }

    private Optional<Instant> time(String name) {
        return filter.child("time")
                .flatMap(t -> t.value(name))
                .map(text -> OffsetDateTime.parse(text.strip()).toInstant());
    }

    private Value infos(List<LabTask> tasks) {
        return Value.array(
                "TaskInfo", tasks.stream().map(t -> new TaskObject(realm, t).info()).toList());
    }

    /// The newest tasks, the newest first.
    private synchronized Value latestPage() {
        var all = new ArrayList<>(selected());
        return infos(all.subList(Math.max(0, all.size() - pageSize), all.size()).reversed());
    }

    private static int count(Call call) {
        long n = call.arguments().number("maxCount").orElse(10L);
        return (int) Math.clamp(n, 1L, MAX_PAGE);
    }

    private synchronized Value next(Call call) {
        var all = selected();
        int from = Math.min(read, all.size());
        read = Math.min(all.size(), from + count(call));
        return infos(all.subList(from, read));
    }

    private synchronized Value previous(Call call) {
        var all = new ArrayList<>(selected());
        int to = Math.min(read, all.size());
        read = Math.max(0, to - count(call));
        return infos(all.subList(read, to).reversed());
    }

    private synchronized Value at(int position) {
        read = position;
        return Value.nothing();
    }

    private synchronized Value setPageSize(Call call) {
        pageSize = count(call);
        return Value.nothing();
    }

    private Value destroy(Call call) {
        call.session().remove(ref);
        return Value.nothing();
    }
}
