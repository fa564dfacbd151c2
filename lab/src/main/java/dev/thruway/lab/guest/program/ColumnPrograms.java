package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// `sort`, `uniq` and `cut`.
final class ColumnPrograms {

    private static final Pattern KEY = Pattern.compile("(\\d+)(?:,(\\d+))?([nrVbf]*)");
    private static final Pattern RANGE = Pattern.compile("(\\d*)(-?)(\\d*)");
    private static final Pattern NUMBER = Pattern.compile("\\s*(-?\\d+)");

    private ColumnPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("sort", ColumnPrograms::sort);
        table.put("uniq", ColumnPrograms::uniq);
        table.put("cut", ColumnPrograms::cut);
    }

    private static int sort(Invocation call) {
        var options = Options.parse(call.args(), "k", "t", "key", "field-separator");
        var keys = new ArrayList<>(options.all("k"));
        keys.addAll(options.all("key"));
        Comparator<String> order = null;
        for (var key : keys) {
            var m = KEY.matcher(key);
            if (!m.matches() || m.group(1).equals("0")) {
                return call.fail(2, "-: invalid field specification '" + key + "'");
            }
            var one = byKey(m.group(1), m.group(2), m.group(3), options);
            order = order == null ? one : order.thenComparing(one);
        }
        if (order == null) {
            order = directed(plain(options, ""), options.has("r", "reverse"));
        }
        var inputs = Inputs.of(call, options.operands());
        if (inputs.status() != 0) {
            return inputs.status();
        }
        boolean unique = options.has("u", "unique");
        var lines = new ArrayList<>(inputs.lines());
        boolean backwards = options.has("r", "reverse");
        lines.sort(
                unique
                        ? order
                        : order.thenComparing(directed(Comparator.naturalOrder(), backwards)));
        String before = null;
        for (var line : lines) {
            if (!unique || before == null || order.compare(before, line) != 0) {
                call.line(line);
            }
            before = line;
        }
        return 0;
    }

    private static Comparator<String> directed(Comparator<String> order, boolean backwards) {
        return backwards ? order.reversed() : order;
    }

    private static Comparator<String> plain(Options options, String flags) {
        if (options.has("n", "numeric-sort") || flags.contains("n")) {
            return Comparator.comparing(ColumnPrograms::number);
        }
        if (options.has("V", "version-sort") || flags.contains("V")) {
            return ColumnPrograms::versions;
        }
        return options.has("f", "ignore-case")
                ? String.CASE_INSENSITIVE_ORDER
                : Comparator.naturalOrder();
    }

    private static Comparator<String> byKey(String from, String to, String flags, Options options) {
        int first = Integer.parseInt(from);
        int last = to == null ? Integer.MAX_VALUE : Integer.parseInt(to);
        var separator = options.value("t", "field-separator");
        var pattern = separator.map(Pattern::quote).orElse("(?<=\\S)(?=\\s)");
        Comparator<String> order =
                Comparator.comparing(
                        line -> {
                            var fields = Arrays.asList(line.split(pattern, -1));
                            int start = Math.min(first - 1, fields.size());
                            int end = Math.max(start, Math.min(last, fields.size()));
                            return String.join(separator.orElse(""), fields.subList(start, end));
                        },
                        plain(options, flags));
        return directed(order, options.has("r", "reverse") || flags.contains("r"));
    }

    private static BigInteger number(String text) {
        var m = NUMBER.matcher(text);
        return m.lookingAt() ? new BigInteger(m.group(1)) : BigInteger.ZERO;
    }

    /// Runs of digits are compared as numbers, what is between them as text.
    private static int versions(String a, String b) {
        var left = a.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        var right = b.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean numbers = left[i].matches("\\d+") && right[i].matches("\\d+");
            int order =
                    numbers
                            ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                            : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return left.length - right.length;
    }

    private static int uniq(Invocation call) {
        var options = Options.parse(call.args());
        var inputs = Inputs.of(call, options.operands());
        String before = null;
        int count = 0;
        for (var line : inputs.lines()) {
            if (before != null && !line.equals(before)) {
                printOnce(call, options, before, count);
                count = 0;
            }
            before = line;
            count++;
        }
        if (before != null) {
            printOnce(call, options, before, count);
        }
        return inputs.status();
    }

    private static void printOnce(Invocation call, Options options, String line, int count) {
        boolean wanted = (!options.has("d") || count > 1) && (!options.has("u") || count == 1);
        if (wanted) {
            call.line(options.has("c", "count") ? "%7d %s".formatted(count, line) : line);
        }
    }

    private record Range(int from, int to) {}

    private static List<Range> ranges(String list) {
        var found = new ArrayList<Range>();
        for (var part : list.split(",", -1)) {
            var m = RANGE.matcher(part);
            if (!m.matches() || (m.group(1).isEmpty() && m.group(3).isEmpty())) {
                throw new IllegalArgumentException(part);
            }
            int from = m.group(1).isEmpty() ? 1 : Integer.parseInt(m.group(1));
            int to =
                    m.group(2).isEmpty()
                            ? from
                            : m.group(3).isEmpty()
                                    ? Integer.MAX_VALUE
                                    : Integer.parseInt(m.group(3));
            if (from < 1 || to < from) {
                throw new IllegalArgumentException(part);
            }
            found.add(new Range(from, to));
        }
        return found;
    }

    private static int cut(Invocation call) {
        var options = Options.parse(call.args(), "d", "f", "c", "b", "delimiter", "fields");
        var fields = options.value("f", "fields");
        var characters = options.value("c", "b");
        if (fields.isEmpty() && characters.isEmpty()) {
            return call.fail(1, "you must specify a list of bytes, characters, or fields");
        }
        List<Range> wanted;
        try {
            wanted = ranges(fields.or(() -> characters).orElse(""));
        } catch (IllegalArgumentException e) {
            return call.fail(1, "invalid field value '" + e.getMessage() + "'");
        }
        var inputs = Inputs.of(call, options.operands());
        var delimiter = fields.isEmpty() ? "" : options.value("d", "delimiter").orElse("\t");
        for (var line : inputs.lines()) {
            boolean whole = !delimiter.isEmpty() && !line.contains(delimiter);
            if (!whole) {
                call.line(kept(line, delimiter, wanted));
            } else if (!options.has("s")) {
                call.line(line);
            }
        }
        return inputs.status();
    }

    private static String kept(String line, String delimiter, List<Range> wanted) {
        var parts = line.split(Pattern.quote(delimiter), -1);
        var kept = new ArrayList<String>();
        for (int i = 1; i <= parts.length; i++) {
            int at = i;
            if (wanted.stream().anyMatch(r -> r.from() <= at && at <= r.to())) {
                kept.add(parts[i - 1]);
            }
        }
        return String.join(delimiter, kept);
    }
}
