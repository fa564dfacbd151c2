package dev.thruway.lab.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Work on the files of a datastore that is a task of the host which does it.
///
/// @param host one that has the datastore
public record FileTasks(EsxHost host, Datastore datastore) {

    /// Deletes a file or a folder.
    public LabTask delete(String path) {
        return host.tasks()
                .run(
                        host.subject(),
                        "FileManager.deleteFile",
                        Duration.ofMillis(500),
                        () -> datastore.delete(path));
    }

    /// Lists a folder: the names that match one of the patterns, all without any.
    public LabTask list(String path, List<Pattern> patterns) {
        return host.tasks()
                .list(
                        host.subject(),
                        "HostDatastoreBrowser.search",
                        () -> List.of(matching(datastore.list(path), patterns)));
    }

    /// Lists a folder and all folders below it.
    public LabTask listAll(String path, List<Pattern> patterns) {
        return host.tasks()
                .list(
                        host.subject(),
                        "HostDatastoreBrowser.searchSubFolders",
                        () -> {
                            var result = new ArrayList<DatastoreFolder>();
                            addFolders(path, patterns, result);
                            return result;
                        });
    }

    private void addFolders(String path, List<Pattern> patterns, List<DatastoreFolder> result) {
        var folder = datastore.list(path);
        result.add(matching(folder, patterns));
        for (var entry : folder.entries()) {
            if (entry.folder()) {
                addFolders(folder.path() + "/" + entry.name(), patterns, result);
            }
        }
    }

    private static DatastoreFolder matching(DatastoreFolder folder, List<Pattern> patterns) {
        return new DatastoreFolder(
                folder.datastore(),
                folder.path(),
                folder.entries().stream().filter(e -> matches(e.name(), patterns)).toList());
    }

    private static boolean matches(String name, List<Pattern> patterns) {
        return patterns.isEmpty() || patterns.stream().anyMatch(p -> p.matcher(name).matches());
    }
}
