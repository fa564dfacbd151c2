package dev.thruway.knowledge.failure;

import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One cause of failure, and the lines that show it. The head of `failures.yaml` says what each
/// field means.
public record FailureRule(
        String code,
        Finding.Certainty certainty,
        Set<String> unless,
        List<String> by,
        Optional<Size> size,
        Map<String, Map<String, String>> decode,
        List<LinePattern> lines) {

    /// The group that says how large all BARs are together.
    public enum Size {
        PAGES,
        KILOBYTES
    }

    public FailureRule {
        unless = Set.copyOf(unless);
        by = List.copyOf(by);
        lines = List.copyOf(lines);
    }

    /// What a line says, where it is of one of these shapes.
    Optional<Map<String, String>> match(LogLine line) {
        for (var pattern : lines) {
            var groups = pattern.match(line);
            if (groups.isPresent()) {
                return groups.map(this::complete);
            }
        }
        return Optional.empty();
    }

    private Map<String, String> complete(Map<String, String> groups) {
        var all = new TreeMap<>(groups);
        decode.forEach((group, table) -> {
            var value = groups.get(group);
            if (value != null) {
                all.put(group + "Name", table.getOrDefault(value.toUpperCase(Locale.ROOT), "?"));
            }
        });
        size.map(s -> sum(s, groups))
                .ifPresent(sum -> {
                    all.put("bars", sum.inParts());
                    all.put("window", Long.toString(MmioWindow.powerOfTwoGibAbove(sum)));
                });
        return all;
    }

    private static ByteSize sum(Size size, Map<String, String> groups) {
        return switch (size) {
            case PAGES -> ofPages(groups.getOrDefault("pages", "0"));
            case KILOBYTES -> ByteSize.ofKib(Long.parseLong(groups.getOrDefault("kilobytes", "0")));
        };
    }

    /// The BARs that so many pages are for.
    static ByteSize ofPages(String pages) {
        return MmioWindow.ofPages(Long.parseLong(pages));
    }

    /// What makes two lines the same finding.
    String identity(Map<String, String> args) {
        var identity = new StringBuilder(code);
        by.forEach(group -> identity.append(' ').append(args.get(group)));
        return identity.toString();
    }

    Phrase cause(Map<String, String> args) {
        return new Phrase("finding." + code + ".cause", new TreeMap<>(args));
    }

    Phrase fix(Map<String, String> args) {
        return new Phrase("finding." + code + ".fix", new TreeMap<>(args));
    }
}
