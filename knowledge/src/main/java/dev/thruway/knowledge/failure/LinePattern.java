package dev.thruway.knowledge.failure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One shape of line that a rule knows.
///
/// @param has text that every such line contains; sought first, as it is cheap
/// @param like a line as it was seen
public record LinePattern(
        List<LineKind> where, String has, Pattern regex, String like, String source) {

    public LinePattern {
        where = List.copyOf(where);
    }

    /// The named groups, where the line has this shape.
    Optional<Map<String, String>> match(LogLine line) {
        // Nearly every line ends here, and logs are long.
        if (!line.text().contains(has) || where.stream().noneMatch(line.kind()::mayBe)) {
            return Optional.empty();
        }
        var m = regex.matcher(line.text());
        if (!m.find()) {
            return Optional.empty();
        }
        var groups = new TreeMap<String, String>();
        m.namedGroups().forEach((name, number) -> groups.put(name, m.group(number)));
        return Optional.of(groups);
    }
}
