package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.EsxHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// `PropertyCollector`: reads properties of many objects at once, page by page. Waiting for changes
/// is [Watch]'s; the host's own collector watches for each session separately.
final class PropertyCollectorObject implements ManagedObject {

    /// Pages that a session has not fetched yet.
    private static final int MAX_TOKENS = 100;

    private final Ref ref;
    private final Inventory inventory;
    private final EsxHost host;
    private final Map<String, List<Value>> pages = new LinkedHashMap<>();
    private final Map<Session, Watch> watches = new ConcurrentHashMap<>();
    private int lastToken;

    PropertyCollectorObject(Ref ref, Inventory inventory, EsxHost host) {
        this.ref = ref;
        this.inventory = inventory;
        this.host = host;
    }

    @Override
    public Ref ref() {
        return ref;
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().unset("filter").map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.ofEntries(
                Map.entry("RetrieveProperties", this::retrieveProperties),
                Map.entry("RetrievePropertiesEx", this::retrievePropertiesEx),
                Map.entry("ContinueRetrievePropertiesEx", this::continueRetrieve),
                Map.entry("CancelRetrievePropertiesEx", this::cancelRetrieve),
                Map.entry("CreateFilter", call -> watch(call).createFilter(call)),
                Map.entry("WaitForUpdates", call -> watch(call).waitForUpdates(call)),
                Map.entry("WaitForUpdatesEx", call -> watch(call).waitForUpdates(call)),
                Map.entry("CheckForUpdates", call -> watch(call).checkForUpdates(call)),
                Map.entry("CancelWaitForUpdates", call -> watch(call).cancel()),
                Map.entry("CreatePropertyCollector", this::createCollector),
                Map.entry("DestroyPropertyCollector", this::destroy));
    }

    private Watch watch(Call call) {
        watches.keySet().removeIf(s -> !call.scope().sessions().alive(s));
        return watches.computeIfAbsent(call.session(), s -> new Watch(ref, host, call.scope()));
    }

    private Value createCollector(Call call) {
        var collector =
                new PropertyCollectorObject(
                        call.session().newRef("PropertyCollector"), inventory, host);
        return call.session().add(collector).ref();
    }

    private Value destroy(Call call) {
        var watch = watches.remove(call.session());
        if (watch != null) {
            watch.destroy(call.session());
        }
        call.session().remove(ref);
        return Value.nothing();
    }

    private List<Value> collect(Call call) {
        return host.changes()
                .read(() -> {
                    var all = new ArrayList<Value>();
                    for (var spec : call.arguments().children("specSet")) {
                        all.addAll(
                                Collection.of(FilterSpec.read(spec), call.scope())
                                        .contents()
                                        .items());
                    }
                    return all;
                });
    }

    private Value retrieveProperties(Call call) {
        return Value.array("ObjectContent", collect(call));
    }

    private Value retrievePropertiesEx(Call call) {
        int max =
                call.arguments()
                        .child("options")
                        .flatMap(o -> o.number("maxObjects"))
                        .map(Long::intValue)
                        .filter(n -> n > 0)
                        .orElse(Integer.MAX_VALUE);
        var all = collect(call);
        return all.isEmpty() ? Value.nothing() : page(all, max);
    }

    private Value page(List<Value> all, int max) {
        if (all.size() <= max) {
            return result(all).build();
        }
        var rest = all.subList(max, all.size());
        return result(all.subList(0, max)).set("token", remember(rest, max)).build();
    }

    private static DataBuilder result(List<Value> objects) {
        return Value.data("RetrieveResult").set("objects", Value.array("ObjectContent", objects));
    }

    private synchronized String remember(List<Value> rest, int max) {
        if (pages.size() >= MAX_TOKENS) {
            pages.remove(pages.keySet().iterator().next());
        }
        var token = "%d:%d".formatted(max, ++lastToken);
        pages.put(token, List.copyOf(rest));
        return token;
    }

    private synchronized List<Value> take(Element arguments) {
        var token = arguments.value("token").orElse("");
        var rest = pages.remove(token);
        if (rest == null) {
            throw VimFault.invalidProperty("token");
        }
        return rest;
    }

    private Value continueRetrieve(Call call) {
        var rest = take(call.arguments());
        var token = call.text("token");
        return page(rest, Integer.parseInt(token.substring(0, token.indexOf(':'))));
    }

    private Value cancelRetrieve(Call call) {
        take(call.arguments());
        return Value.nothing();
    }
}
