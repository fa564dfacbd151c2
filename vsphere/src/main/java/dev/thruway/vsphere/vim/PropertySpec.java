package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which properties of which kind of object.
public record PropertySpec(String type, @Nullable Boolean all, List<String> pathSet) {
    public PropertySpec {
        pathSet = List.copyOf(pathSet);
    }
}
