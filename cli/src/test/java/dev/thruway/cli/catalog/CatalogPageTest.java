package dev.thruway.cli.catalog;

import dev.thruway.cli.Golden;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.knowledge.data.Fact;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/catalog.md` is written from the catalog: `-Dgolden=write`.
class CatalogPageTest {

    private static final Words WORDS = Words.of(Language.EN, ProductKnowledge.class);

    @Test
    void thePageIsTheCatalog() throws IOException {
        Golden.checkFile(Path.of("..", "docs", "catalog.md"), page());
    }

    private static String page() {
        var sources = new ArrayList<String>();
        var rows =
                GpuCatalog.builtIn().entries().stream()
                        .map(e -> row(e, sources))
                        .collect(Collectors.joining("\n"));
        var notes =
                GpuCatalog.builtIn().entries().stream()
                        .flatMap(e ->
                                e.note().stream()
                                        .map(n -> "- " + e.model().name() + ": " + WORDS.say(n)))
                        .collect(Collectors.joining("\n"));
        var list = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            list.append(i + 1).append(". ").append(sources.get(i)).append('\n');
        }
        return """
        # The GPU catalog

        What Thruway knows about GPUs, written from `gpus.yaml` in the module `knowledge`; `thruway catalog NAME`
        shows the same with the source of each fact. The window is for a VM with one such GPU, as `thruway mmio`
        computes it. A `?` marks BARs without a known source: the window is then sized from the memory. Numbers in
        brackets are sources; m is measured, d documented, r reported and not checked, c computed.

        | Name | PCI ids | Architecture | Memory | BARs | Window | Published |
        |---|---|---|---:|---|---:|---:|
        %s

        ## Notes

        %s

        ## Sources

        %s\
        """
                .formatted(rows, notes, list);
    }

    private static String row(GpuEntry entry, List<String> sources) {
        var model = entry.model();
        var window = new EntryFacts(entry).windowGib();
        return "| %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        model.name(),
                        String.join(", ", model.ids()) + cite(entry.ids(), sources),
                        model.architecture() + cite(entry.architecture(), sources),
                        model.memory() + cite(entry.memory(), sources),
                        entry.bars()
                                .map(fact -> bars(model.bars()) + cite(fact, sources))
                                .orElse("?"),
                        window.isPresent() ? window.getAsLong() + " GiB" : "none",
                        entry.window()
                                .map(fact -> fact.is() + " GiB" + cite(fact, sources))
                                .orElse(""));
    }

    private static String bars(List<Bar> bars) {
        return bars.stream()
                .map(Bar::size)
                .map(ByteSize::toString)
                .collect(Collectors.joining(" + "));
    }

    private static String cite(Fact<?> fact, List<String> sources) {
        if (!sources.contains(fact.source())) {
            sources.add(fact.source());
        }
        var sure =
                switch (fact.sure()) {
                    case MEASURED -> "m";
                    case DOCUMENTED -> "d";
                    case REPORTED -> "r";
                    case DERIVED -> "c";
                };
        return " [%d%s]".formatted(sources.indexOf(fact.source()) + 1, sure);
    }
}
