package dev.thruway.vsphere.vim;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of objects; a token means that there is more.
public record RetrieveResult(@Nullable String token, List<ObjectContent> objects) {
    public RetrieveResult {
        objects = List.copyOf(objects);
    }
}
