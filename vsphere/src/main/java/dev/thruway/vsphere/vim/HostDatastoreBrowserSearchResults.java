package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one folder of a datastore holds.
///
/// @param folderPath such as `[datastore1] folder/below`
public record HostDatastoreBrowserSearchResults(@Nullable String folderPath, List<FileInfo> file) {}
