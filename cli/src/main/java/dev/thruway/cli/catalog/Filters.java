package dev.thruway.cli.catalog;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which entries of the catalog are wanted: those that every given filter lets through.
final class Filters {

    private static final Pattern GIB = Pattern.compile("(?<gib>[1-9]\\d{0,5})( ?(G|GB|GiB))?");

    @Option(names = "--vendor", paramLabel = "NAME", order = 1)
    private @Nullable String vendor;

    @Option(names = "--architecture", paramLabel = "NAME", order = 2)
    private @Nullable String architecture;

    @Option(names = "--memory", paramLabel = "GIB", order = 3)
    private @Nullable String memory;

    @Option(names = "--open-driver", order = 4)
    private boolean openDriver;

    @Option(names = "--own", order = 5)
    private boolean own;

    /// The entries that are wanted, in their order.
    ///
    /// @param catalog all that a filter may name
    List<GpuEntry> of(List<GpuEntry> entries, GpuCatalog catalog) {
        requireKnown("--vendor", vendor, catalog, e -> e.generation().vendor());
        requireKnown("--architecture", architecture, catalog, e -> e.model().architecture());
        var least = memory == null ? ByteSize.ZERO : gib(memory);
        return entries.stream()
                .filter(e -> is(vendor, e.generation().vendor()))
                .filter(e -> is(architecture, e.model().architecture()))
                .filter(e -> e.model().memory().compareTo(least) >= 0)
                .filter(e -> !openDriver || e.model().drivers().of(Flavour.OPEN).isPresent())
                .filter(e -> !own || e.own().isPresent())
                .toList();
    }

    private static boolean is(@Nullable String wanted, String name) {
        return wanted == null || wanted.equalsIgnoreCase(name);
    }

    private static void requireKnown(
            String option,
            @Nullable String wanted,
            GpuCatalog catalog,
            Function<GpuEntry, String> name) {
        if (wanted == null) {
            return;
        }
        var known = catalog.entries().stream().map(name).distinct().toList();
        if (known.stream().noneMatch(wanted::equalsIgnoreCase)) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of(
                            "catalog.unknown-filter",
                            "option",
                            option,
                            "text",
                            wanted,
                            "known",
                            String.join(", ", known)));
        }
    }

    private static ByteSize gib(String text) {
        var m = GIB.matcher(text.strip());
        if (!m.matches()) {
            throw new Failure(ExitCode.USAGE, Phrase.of("catalog.bad-memory", "text", text));
        }
        return ByteSize.ofGib(Long.parseLong(m.group("gib")));
    }
}
