package dev.thruway.cli;

import dev.thruway.knowledge.GpuCatalog;
import java.util.Iterator;

/// The short names of all boards, for a shell that completes them.
public final class KnownGpus implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return GpuCatalog.builtIn().entries().stream().map(e -> e.model().name()).iterator();
    }
}
