package dev.thruway.lab.world;

import java.time.Instant;
import java.util.List;

/// The content of one folder of a datastore.
///
/// @param path from the datastore's root, without slashes at its ends; the root is empty
public record DatastoreFolder(Datastore datastore, String path, List<Entry> entries) {

    public DatastoreFolder {
        entries = List.copyOf(entries);
    }

    /// A file or a folder in it.
    public record Entry(String name, boolean folder, long size, Instant modified) {}
}
