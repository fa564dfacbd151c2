package dev.thruway.cli.catalog;

import dev.thruway.cli.Golden;
import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import dev.thruway.knowledge.GpuEntry.Ability;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.knowledge.data.Fact;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        var entries = GpuCatalog.builtIn().entries();
        var tables = new StringBuilder();
        entries.stream()
                .map(e -> e.generation().vendor())
                .distinct()
                .forEach(vendor -> {
                    tables.append(
                            """

                            ## %s

                            | Name | PCI ids | Architecture | Memory | BARs | Window | Published | Driver | Also on the card |
                            |---|---|---|---:|---|---:|---:|---|---|
                            """
                                    .formatted(vendor));
                    entries.stream()
                            .filter(e -> e.generation().vendor().equals(vendor))
                            .forEach(e -> tables.append(row(e, sources)).append('\n'));
                });
        var notes =
                entries.stream()
                        .flatMap(e ->
                                e.note().stream().map(n -> "- " + e.model().name() + ": " + say(n)))
                        .collect(Collectors.joining("\n"));
        var list = new StringBuilder();
        for (int i = 0; i < sources.size(); i++) {
            list.append(i + 1).append(". ").append(sources.get(i)).append('\n');
        }
        return """
        # The GPU catalog

        What Thruway knows about %d GPUs, written from `gpus.yaml` in the module `knowledge`; `thruway catalog NAME`
        shows the same with the source of each fact. The window is for a VM with one such GPU, as `thruway mmio`
        computes it. A `?` marks BARs without a known source, or that depend on how the board is set: the window is
        then sized from the memory. The driver's branches are NVIDIA's, by the kind of kernel modules; boards of other
        makers are known for sizing only. Numbers in brackets are sources; m is measured, d documented, r reported and
        not checked, c computed.

        A board that is missing can be added in `thruway-catalog.yaml` beside your file:
        [your own catalog](own-catalog.md).
        %s
        ## Notes

        %s

        ## Sources

        %s\
        """
                .formatted(entries.size(), tables, notes, list);
    }

    private static String say(Phrase note) {
        return WORDS.say(note.key(), note.args());
    }

    private static String row(GpuEntry entry, List<String> sources) {
        var model = entry.model();
        var window = new EntryFacts(entry).windowGib();
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s |"
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
                                .orElse(""),
                        driver(entry, sources),
                        also(entry, sources));
    }

    private static String driver(GpuEntry entry, List<String> sources) {
        var facts = new EntryFacts(entry);
        return Stream.of(Flavour.OPEN, Flavour.PROPRIETARY)
                .flatMap(f ->
                        entry.model().drivers().of(f).stream()
                                .map(span ->
                                        EntryFacts.word(f)
                                                + " "
                                                + span
                                                + facts.from(f)
                                                        .map(fact -> cite(fact, sources))
                                                        .orElse("")
                                                + facts.until(f)
                                                        .map(fact -> cite(fact, sources))
                                                        .orElse("")))
                .collect(Collectors.joining(", "));
    }

    private static String also(GpuEntry entry, List<String> sources) {
        var also = new ArrayList<String>();
        entry.functions()
                .filter(f -> !f.is().isEmpty())
                .ifPresent(f ->
                        also.add(
                                f.is().stream()
                                                .map(x -> x.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", "))
                                        + cite(f, sources)));
        entry.functions()
                .filter(f -> f.is().isEmpty())
                .ifPresent(f -> also.add("nothing" + cite(f, sources)));
        entry.sriov()
                .filter(f -> f.is() == Ability.YES)
                .ifPresent(f -> also.add("SR-IOV" + cite(f, sources)));
        entry.vgpu()
                .filter(f -> f.is() == Ability.YES)
                .ifPresent(f -> also.add("vGPU" + cite(f, sources)));
        return String.join("; ", also);
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
