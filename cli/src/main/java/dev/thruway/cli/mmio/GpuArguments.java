package dev.thruway.cli.mmio;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.GpuNames;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.GpuCatalog;
import dev.thruway.knowledge.GpuEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads `L40S`, `L40Sx2`, `10de:26b9x2`: names of boards or their PCI ids, with how many of each.
final class GpuArguments {

    /// No VM holds more passthrough devices (Broadcom KB 309986, from ESXi 8.0 U2 on).
    static final int MAX_GPUS = 128;

    private static final Pattern COUNTED =
            Pattern.compile("(?<name>.*\\S)\\s*[xX×]\\s*(?<count>-?[\\d.]+)");

    /// `2xL40S`, `L40S*2`, `L40S:2`: what people try who know another notation.
    private static final Pattern OTHERWISE =
            Pattern.compile(
                    "(?<before>\\d{1,9})\\s*[xX×*]\\s*(?<counted>\\S.*)"
                            + "|(?<name>.*\\S)\\s*[*:]\\s*(?<behind>\\d{1,9})");

    private final GpuNames names;

    GpuArguments(GpuCatalog catalog) {
        this.names = new GpuNames(catalog);
    }

    /// What one argument asks for.
    ///
    /// @param candidates every board that its name may mean, never empty
    record Wanted(String name, int count, List<GpuModel> candidates) {}

    /// Each argument; a comma separates two as a space does. The first that is wrong ends it.
    List<Wanted> read(List<String> arguments) {
        var wanted = new ArrayList<Wanted>();
        for (var argument : arguments) {
            for (var one : argument.split(",", -1)) {
                wanted.add(read(one.strip()));
            }
        }
        int total = wanted.stream().mapToInt(Wanted::count).sum();
        if (total > MAX_GPUS) {
            throw wrong(Phrase.of("mmio.too-many", "count", total, "limit", MAX_GPUS));
        }
        return wanted;
    }

    private Wanted read(String argument) {
        GpuNames.require(argument);
        // Whole names first: some, such as RTX6000, look as if they had a count.
        var whole = named(argument);
        if (!whole.isEmpty()) {
            return new Wanted(argument, 1, whole);
        }
        var m = COUNTED.matcher(argument);
        if (!m.matches()) {
            throw countedOtherwise(argument).orElseGet(() -> names.unknown(argument));
        }
        var named = named(m.group("name"));
        if (named.isEmpty()) {
            // As in `RTX 6000`, which is no name but nearly one.
            throw names.unknown(m.group("count").length() > 3 ? argument : m.group("name"));
        }
        return new Wanted(m.group("name"), count(argument, m.group("count")), named);
    }

    private List<GpuModel> named(String name) {
        return names.find(name).stream().map(GpuEntry::model).toList();
    }

    private static int count(String argument, String digits) {
        if (!digits.matches("\\d{1,9}")) {
            throw badCount(argument);
        }
        int count = Integer.parseInt(digits);
        if (count < 1 || count > MAX_GPUS) {
            throw badCount(argument);
        }
        return count;
    }

    private Optional<Failure> countedOtherwise(String argument) {
        var m = OTHERWISE.matcher(argument);
        if (!m.matches()) {
            return Optional.empty();
        }
        var name = m.group("counted") == null ? m.group("name") : m.group("counted");
        var count = m.group("before") == null ? m.group("behind") : m.group("before");
        return named(name).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        wrong(
                                Phrase.of(
                                        "mmio.count-first",
                                        "argument",
                                        argument,
                                        "name",
                                        name,
                                        "count",
                                        count)));
    }

    private static Failure badCount(String argument) {
        return wrong(Phrase.of("mmio.bad-count", "argument", argument, "limit", MAX_GPUS));
    }

    private static Failure wrong(Phrase phrase) {
        return new Failure(ExitCode.USAGE, phrase);
    }
}
