package dev.thruway.cli;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which targets a command is about: names of servers and VMs, with `*` and `?`; all of the file
/// where none is given.
public final class Targets {

    private Targets() {}

    /// Refuses a name that nothing in the file has, with the nearest that something has.
    public static Predicate<Target> of(Spec spec, List<String> names) {
        return among(
                Stream.concat(
                                spec.servers().stream().map(Server::name),
                                spec.vms().stream().map(Vm::name))
                        .toList(),
                names);
    }

    /// As [#of], among names that no file has.
    public static Predicate<Target> among(List<String> known, List<String> names) {
        if (names.isEmpty()) {
            return _ -> true;
        }
        var patterns = names.stream().map(Targets::pattern).toList();
        for (int i = 0; i < names.size(); i++) {
            if (known.stream().noneMatch(patterns.get(i).asMatchPredicate())) {
                throw unknown(names.get(i), known);
            }
        }
        return target -> patterns.stream().anyMatch(p -> p.asMatchPredicate().test(target.name()));
    }

    /// Which names are meant; all of them where none is given.
    public static Predicate<String> matching(List<String> names) {
        return names.isEmpty()
                ? _ -> true
                : names.stream()
                        .map(n -> pattern(n).asMatchPredicate())
                        .reduce(_ -> false, Predicate::or);
    }

    private static Failure unknown(String name, List<String> known) {
        var near = Nearest.to(name, known);
        return new Failure(
                ExitCode.USAGE,
                near.map(n -> Phrase.of("cli.unknown-target-near", "name", name, "near", n))
                        .orElse(
                                Phrase.of(
                                        "cli.unknown-target",
                                        "name",
                                        name,
                                        "known",
                                        String.join(", ", known))));
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                glob.codePoints()
                        .mapToObj(c ->
                                switch (c) {
                                    case '*' -> ".*";
                                    case '?' -> ".";
                                    default -> Pattern.quote(Character.toString(c));
                                })
                        .collect(Collectors.joining()));
    }
}
