package dev.thruway.cli;

import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import java.util.List;
import java.util.regex.Pattern;

/// What a person calls a board on the command line: a name, or its PCI ids as lspci writes them.
public final class GpuNames {

    /// Longer text is no name.
    private static final int MAX_LENGTH = 100;

    /// Somebody had PCI ids in mind: `[10de:26b9]`, `0x10de:0x26b9`, `10de:20b0/10de:1450`.
    private static final Pattern NEARLY_IDS =
            Pattern.compile("(?i)\\W*(0x)?[0-9a-f]{4}\\s*[:,&/-]\\s*(0x)?[0-9a-f]{4}\\b.*");

    private final GpuCatalog catalog;

    public GpuNames(GpuCatalog catalog) {
        this.catalog = catalog;
    }

    /// Refuses what is no name at all.
    public static void require(String name) {
        if (name.isBlank()) {
            throw wrong(Phrase.of("cli.gpu-name-empty"));
        }
        if (name.length() > MAX_LENGTH) {
            throw wrong(Phrase.of("cli.gpu-name-too-long", "limit", MAX_LENGTH));
        }
    }

    /// Every board that may be meant; empty where none is.
    public List<GpuEntry> find(String name) {
        var byIds = catalog.withIds(name);
        return byIds.isEmpty() ? catalog.named(name) : byIds;
    }

    /// Why nothing was found, and what may have been meant.
    public Failure unknown(String name) {
        if (PciIds.tryParse(name.strip()).isPresent()) {
            return wrong(Phrase.of("cli.unknown-gpu-ids", "ids", name.strip()));
        }
        if (NEARLY_IDS.matcher(name).matches()) {
            return wrong(Phrase.of("cli.not-gpu-ids", "name", name));
        }
        var nearest = catalog.nearestNames(name);
        return wrong(
                nearest.isEmpty()
                        ? Phrase.of("cli.unknown-gpu", "name", name)
                        : Phrase.of(
                                "cli.unknown-gpu-near",
                                "name",
                                name,
                                "near",
                                String.join(", ", nearest)));
    }

    private static Failure wrong(Phrase phrase) {
        return new Failure(ExitCode.USAGE, phrase);
    }
}
