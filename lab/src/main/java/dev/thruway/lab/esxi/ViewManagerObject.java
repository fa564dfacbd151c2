package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// `ViewManager`: container views and list views.
final class ViewManagerObject implements ManagedObject {

    private final Inventory inventory;

    ViewManagerObject(Inventory inventory) {
        this.inventory = inventory;
    }

    @Override
    public Ref ref() {
        return inventory.realm().refs().the(Fixed.VIEW_MANAGER);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().unset("viewList").map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "CreateContainerView", this::createContainerView,
                "CreateListView", this::createListView);
    }

    private Value createContainerView(Call call) {
        var container =
                call.arguments()
                        .ref("container")
                        .orElseThrow(() -> VimFault.invalidArgument("container"));
        call.scope().require(container);
        var types = call.arguments().values("type");
        boolean recursive = call.arguments().isTrue("recursive");
        var ref = call.session().newRef("ContainerView");
        var view =
                new SimpleObject(
                        ref,
                        new Properties()
                                .set("container", container)
                                .set("type", Value.texts(types))
                                .set("recursive", Value.truth(recursive))
                                .set("view", () -> Value.refs(below(container, types, recursive)))
                                .map(),
                        Map.of("DestroyView", c -> destroy(c, ref)));
        return call.session().add(view).ref();
    }

    private List<Ref> below(Ref container, List<String> types, boolean recursive) {
        var found = new ArrayList<Ref>();
        for (var child : inventory.children(container)) {
            if (types.isEmpty()
                    || types.stream().anyMatch(t -> Kinds.extendsOrIs(child.kind(), t))) {
                found.add(child);
            }
            if (recursive) {
                found.addAll(below(child, types, true));
            }
        }
        return found;
    }

    private Value createListView(Call call) {
        var ref = call.session().newRef("ListView");
        var members = new LinkedHashSet<Ref>();
        call.arguments().children("obj").forEach(e -> members.add(e.asRef()));
        var view =
                new SimpleObject(
                        ref,
                        new Properties().set("view", () -> snapshot(members)).map(),
                        Map.of(
                                "ModifyListView", c -> modify(c, members),
                                "ResetListView", c -> reset(c, members),
                                "DestroyView", c -> destroy(c, ref)));
        return call.session().add(view).ref();
    }

    private static Value snapshot(Set<Ref> members) {
        synchronized (members) {
            return Value.refs(List.copyOf(members));
        }
    }

    /// Answers those that do not exist.
    private Value modify(Call call, Set<Ref> members) {
        List<Ref> missing;
        synchronized (members) {
            missing = addTo(members, call.arguments().children("add"), call.scope());
            call.arguments().children("remove").forEach(e -> members.remove(e.asRef()));
        }
        inventory.realm().changes().write(() -> {});
        return Value.refs(missing);
    }

    /// Replaces all members; answers those that do not exist.
    private Value reset(Call call, Set<Ref> members) {
        List<Ref> missing;
        synchronized (members) {
            members.clear();
            missing = addTo(members, call.arguments().children("obj"), call.scope());
        }
        inventory.realm().changes().write(() -> {});
        return Value.refs(missing);
    }

    private static List<Ref> addTo(Set<Ref> members, List<Element> objects, Scope scope) {
        var missing = new ArrayList<Ref>();
        for (Element e : objects) {
            if (scope.find(e.asRef()).isPresent()) {
                members.add(e.asRef());
            } else {
                missing.add(e.asRef());
            }
        }
        return missing;
    }

    private static Value destroy(Call call, Ref ref) {
        call.session().remove(ref);
        return Value.nothing();
    }
}
