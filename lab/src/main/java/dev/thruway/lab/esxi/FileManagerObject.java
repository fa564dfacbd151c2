package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import java.util.Map;
import java.util.function.Supplier;

/// `FileManager`: folders and files of the datastore.
record FileManagerObject(EsxHost host) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return Refs.FILE_MANAGER;
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

    private String path(Call call) {
        return DatastorePath.below(host.datastore(), call.text("name"));
    }

    private Value makeDirectory(Call call) {
        host.datastore().makeFolder(path(call), call.arguments().isTrue("createParentDirectories"));
        return Value.nothing();
    }

    private Value delete(Call call) {
        return Refs.task(host.deleteFile(path(call)).key());
    }
}
