package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.esxi.wire.Value.Ref;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.VirtualMachine;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// `SearchIndex`: one object by a path, a name or an id.
final class SearchIndexObject implements ManagedObject {

    private final Realm realm;
    private final Inventory inventory;

    SearchIndexObject(Realm realm, Inventory inventory) {
        this.realm = realm;
        this.inventory = inventory;
    }

    @Override
    public Ref ref() {
        return realm.refs().the(Fixed.SEARCH_INDEX);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return Map.of();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "FindByInventoryPath", this::byInventoryPath,
                "FindByUuid", this::byUuid,
                "FindChild", this::child,
                "FindByIp", this::byIp,
                "FindByDnsName", this::byDnsName,
                "FindByDatastorePath", this::byDatastorePath);
    }

    private static Value orNothing(Optional<Ref> ref) {
        return ref.map(Value.class::cast).orElse(Value.nothing());
    }

    private Value byInventoryPath(Call call) {
        Optional<Ref> at = Optional.of(realm.refs().the(Fixed.ROOT_FOLDER));
        for (var name : call.text("inventoryPath").split("/", -1)) {
            if (!name.isEmpty()) {
                at = at.flatMap(ref -> childOf(ref, name));
            }
        }
        return orNothing(at);
    }

    private Optional<Ref> childOf(Ref ref, String name) {
        return inventory.children(ref).stream()
                .filter(child -> inventory.name(child).equals(name))
                .findFirst();
    }

    private Value child(Call call) {
        var entity =
                call.arguments()
                        .ref("entity")
                        .orElseThrow(() -> VimFault.invalidArgument("entity"));
        call.scope().require(entity);
        return orNothing(childOf(entity, call.text("name")));
    }

    private Value byUuid(Call call) {
        var uuid = call.text("uuid");
        if (!call.arguments().isTrue("vmSearch")) {
            return host(h -> h.server().chassis().uuid().equalsIgnoreCase(uuid));
        }
        boolean instance = call.arguments().isTrue("instanceUuid");
        return vm(vm ->
                uuid.equalsIgnoreCase(
                        instance ? vm.identity().instanceUuid() : vm.identity().biosUuid()));
    }

    private Value byIp(Call call) {
        var ip = call.text("ip");
        return vm(vm -> vm.toolsRun() && vm.guestPlan().address().equals(Optional.of(ip)));
    }

    private Value byDnsName(Call call) {
        var name = call.text("dnsName");
        if (!call.arguments().isTrue("vmSearch")) {
            return host(h -> h.name().equalsIgnoreCase(name));
        }
        return vm(vm -> vm.toolsRun() && vm.guestPlan().hostname().equals(Optional.of(name)));
    }

    private Value byDatastorePath(Call call) {
        var path = call.text("path");
        var in = call.arguments().ref("datacenter");
        return vm(vm ->
                VmValues.vmxPath(vm).equals(path)
                        && in.filter(d -> !d.equals(realm.refs().of(realm.datacenterOf(vm.host()))))
                                .isEmpty());
    }

    private Value vm(Predicate<VirtualMachine> which) {
        return orNothing(realm.vms().stream().filter(which).findFirst().map(realm.refs()::of));
    }

    private Value host(Predicate<EsxHost> which) {
        return orNothing(realm.hosts().stream().filter(which).findFirst().map(realm.refs()::of));
    }
}
