package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.LabEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `EventHistoryCollector`: the events of one filter, page by page in both directions.
final class EventCollectorObject implements ManagedObject {

    private static final int MAX_PAGE = 1000;

    private final Realm realm;
    private final Value.Ref ref;
    private final Supplier<List<LabEvent>> source;
    private int pageSize = 10;
    private int lastKeyRead;
    private int firstKeyRead = Integer.MAX_VALUE;

    EventCollectorObject(Realm realm, Value.Ref ref, Supplier<List<LabEvent>> source) {
        this.realm = realm;
        this.ref = ref;
        this.source = source;
    }

    @Override
    public Value.Ref ref() {
        return ref;
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().set("latestPage", this::latestPage).unset("filter").map();
    }

    /// The newest events, the newest first.
    private synchronized Value latestPage() {
        var all = new ArrayList<>(source.get());
        var page = all.subList(Math.max(0, all.size() - pageSize), all.size());
        return EventManagerObject.eventsOf(realm, page.reversed());
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "ReadNextEvents", this::next,
                "ReadPreviousEvents", this::previous,
                "RewindCollector", call -> rewind(),
                "ResetCollector", call -> reset(),
                "SetCollectorPageSize", this::setPageSize,
                "DestroyCollector", this::destroy);
    }

    private static int count(Call call) {
        long n = call.arguments().number("maxCount").orElse(10L);
        return (int) Math.clamp(n, 1L, MAX_PAGE);
    }

    private synchronized Value next(Call call) {
        var page =
                source.get().stream()
                        .filter(e -> e.key() > lastKeyRead)
                        .limit(count(call))
                        .toList();
        remember(page);
        return EventManagerObject.eventsOf(realm, page);
    }

    private synchronized Value previous(Call call) {
        var older = source.get().stream().filter(e -> e.key() < firstKeyRead).toList();
        var page = older.subList(Math.max(0, older.size() - count(call)), older.size());
        remember(page);
        return EventManagerObject.eventsOf(realm, page.reversed());
    }

    private void remember(List<LabEvent> page) {
        if (!page.isEmpty()) {
            lastKeyRead = page.getLast().key();
            firstKeyRead = page.getFirst().key();
        }
    }

    private synchronized Value rewind() {
        lastKeyRead = 0;
        firstKeyRead = 0;
        return Value.nothing();
    }

    private synchronized Value reset() {
        firstKeyRead = Integer.MAX_VALUE;
        lastKeyRead = source.get().stream().mapToInt(LabEvent::key).max().orElse(0);
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
