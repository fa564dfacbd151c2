package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.DatastoreFolder;
import dev.thruway.lab.world.FileTasks;
import dev.thruway.lab.world.LabTask;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `HostDatastoreBrowser`: what a folder of the datastore holds.
record DatastoreBrowserObject(Realm realm, Datastore datastore) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return realm.refs().browser(datastore);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties()
                .set("datastore", Value.refs(List.of(realm.refs().of(datastore))))
                .unset("supportedType")
                .map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "SearchDatastore_Task",
                call -> task(files -> files.list(path(call), patterns(call))),
                "SearchDatastoreSubFolders_Task",
                call -> task(files -> files.listAll(path(call), patterns(call))));
    }

    private Value task(Function<FileTasks, LabTask> work) {
        var host = FileManagerObject.hostFor(realm, datastore);
        return realm.task(host.tasks(), work.apply(new FileTasks(host, datastore)));
    }

    private String path(Call call) {
        return DatastorePath.below(datastore, call.text("datastorePath"));
    }

    private static List<Pattern> patterns(Call call) {
        return call
                .arguments()
                .child("searchSpec")
                .map(s -> s.values("matchPattern"))
                .orElse(List.of())
                .stream()
                .map(DatastoreBrowserObject::glob)
                .toList();
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                pattern.chars()
                        .mapToObj(c ->
                                switch (c) {
                                    case '*' -> ".*";
                                    case '?' -> ".";
                                    default -> Pattern.quote(Character.toString(c));
                                })
                        .collect(Collectors.joining()));
    }

    static Value.Data results(Realm realm, DatastoreFolder folder) {
        return Value.data("HostDatastoreBrowserSearchResults")
                .set("datastore", realm.refs().of(folder.datastore()))
                .set("folderPath", DatastorePath.of(folder.datastore(), folder.path()))
                .set(
                        "file",
                        Value.array(
                                "FileInfo",
                                folder.entries().stream()
                                        .map(DatastoreBrowserObject::file)
                                        .toList()))
                .build();
    }

    private static Value.Data file(DatastoreFolder.Entry entry) {
        var data =
                Value.data(type(entry))
                        .set("path", entry.name())
                        .set("fileSize", entry.size())
                        .set("modification", entry.modified());
        return data.buildNamed();
    }

    private static String type(DatastoreFolder.Entry entry) {
        var name = entry.name().toLowerCase(Locale.ROOT);
        if (entry.folder()) {
            return "FolderFileInfo";
        }
        if (name.endsWith(".vmx")) {
            return "VmConfigFileInfo";
        }
        if (name.endsWith(".vmdk")) {
            return "VmDiskFileInfo";
        }
        return name.endsWith(".log") ? "VmLogFileInfo" : "FileInfo";
    }
}
