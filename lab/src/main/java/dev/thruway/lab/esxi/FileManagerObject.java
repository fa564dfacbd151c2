package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.FileTasks;
import dev.thruway.lab.world.Refusal;
import dev.thruway.lab.world.Vcenter;
import java.util.Map;
import java.util.function.Supplier;

/// `FileManager`: folders and files of the datastores.
record FileManagerObject(Realm realm) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return realm.refs().the(Fixed.FILE_MANAGER);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return Map.of();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "MakeDirectory", this::makeDirectory,
                "DeleteDatastoreFile_Task", this::delete);
    }

    /// A host that does the work on a datastore; refused where none that has it answers.
    static EsxHost hostFor(Realm realm, Datastore datastore) {
        var hosts = realm.hostsOf(datastore);
        return hosts.stream()
                .filter(h -> realm.connection(h) == Vcenter.Connection.CONNECTED)
                .findFirst()
                .orElseThrow(() -> new Refusal(new Refusal.Reason.HostNotResponding()));
    }

    /// A vCenter wants to be told whose datastore it is.
    private Datastore datastore(Call call) {
        var named = call.arguments().ref("datacenter");
        var datacenter =
                realm.datacenters().stream()
                        .filter(d ->
                                realm.vcenter().isEmpty()
                                        || named.filter(realm.refs().of(d)::equals).isPresent())
                        .findFirst()
                        .orElseThrow(() -> VimFault.invalidArgument("datacenter"));
        return DatastorePath.datastore(realm.datastores(datacenter), call.text("name"));
    }

    private Value makeDirectory(Call call) {
        var datastore = datastore(call);
        hostFor(realm, datastore);
        datastore.makeFolder(
                DatastorePath.below(datastore, call.text("name")),
                call.arguments().isTrue("createParentDirectories"));
        return Value.nothing();
    }

    private Value delete(Call call) {
        var datastore = datastore(call);
        var host = hostFor(realm, datastore);
        var path = DatastorePath.below(datastore, call.text("name"));
        return realm.task(host.tasks(), new FileTasks(host, datastore).delete(path));
    }
}
