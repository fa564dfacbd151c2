package dev.thruway.engine.connect;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where the files of a VM are.
///
/// @param path on the datastore, without slashes around it
public record VmFolder(String datastore, String path) {

    private static final Pattern VMX = Pattern.compile("\\[(.+?)] (.+)/[^/]+\\.vmx");

    /// Empty where its configuration lies in no folder.
    ///
    /// @param vmx the path of that, as `[datastore] folder/name.vmx`
    public static Optional<VmFolder> of(String vmx) {
        var path = VMX.matcher(vmx);
        return path.matches()
                ? Optional.of(new VmFolder(path.group(1), path.group(2)))
                : Optional.empty();
    }

    /// The path of something in it.
    public String file(String name) {
        return path + "/" + name;
    }
}
