package dev.thruway.engine.guest;

import java.util.List;
import java.util.stream.Stream;

/// What `apt-get -s` says that it would do.
///
/// A line is `Inst NAME (VERSION …)` for a package that comes, `Inst NAME [OLD] (VERSION …)` for
/// one that is there and changes its version, `Remv NAME [OLD]` or `Purg NAME [OLD]` for one that
/// goes (apt-get(8), --simulate).
record AptSimulation(String text) {

    /// The packages that are not installed yet.
    List<String> coming() {
        return lines("Inst")
                .filter(words -> words.length < 3 || !words[2].startsWith("["))
                .map(words -> words[1])
                .toList();
    }

    /// The packages that would be removed.
    List<String> going() {
        return Stream.concat(lines("Remv"), lines("Purg")).map(words -> words[1]).toList();
    }

    private Stream<String[]> lines(String verb) {
        return text.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length > 1 && words[0].equals(verb));
    }
}
