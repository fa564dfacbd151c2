package dev.thruway.vsphere.client;

import dev.thruway.vsphere.vim.FileInfo;
import dev.thruway.vsphere.vim.HostDatastoreBrowserSearchResults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a search of a folder found, one result for each folder.
final class FolderList {

    private FolderList() {}

    /// The files by their paths from the folder that was searched. Throws [VsphereException] where
    /// a result is not of that folder or one below: what is not understood is not taken for
    /// nothing.
    static Set<String> files(String root, @Nullable Object results) {
        if (!(results instanceof List<?> folders) || folders.isEmpty()) {
            throw malformed("no folders");
        }
        var files = new HashSet<String>();
        for (var folder : folders) {
            if (!(folder instanceof HostDatastoreBrowserSearchResults found)) {
                throw malformed(String.valueOf(folder));
            }
            var path = below(root, String.valueOf(found.folderPath()));
            found.file().stream().map(FileInfo::path).forEach(name -> files.add(path + name));
        }
        return Set.copyOf(files);
    }

    /// Some servers end the paths of folders with a slash.
    private static String below(String root, String folder) {
        var path = folder.endsWith("/") ? folder : folder + "/";
        if (!path.startsWith(root + "/")) {
            throw malformed("a folder " + folder);
        }
        return path.substring(root.length() + 1);
    }

    private static VsphereException malformed(String what) {
        return new VsphereException(
                "SearchDatastoreSubFolders_Task", new VsphereFault.Malformed(what));
    }
}
