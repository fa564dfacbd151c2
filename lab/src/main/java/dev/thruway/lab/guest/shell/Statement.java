package dev.thruway.lab.guest.shell;

import java.util.List;
import java.util.Optional;

/// A piece of a script, parsed.
sealed interface Statement {

    /// A program or builtin with its words; or only assignments.
    record Simple(List<Assignment> assignments, List<Word> words, List<Redirect> redirects)
            implements Statement {}

    record Assignment(String name, Word value) {}

    record Pipeline(List<Statement> parts, boolean negated) implements Statement {}

    record AndOr(Statement left, Link link, Statement right) implements Statement {}

    /// What joins two statements.
    enum Link {
        AND,
        OR
    }

    record Sequence(List<Statement> parts) implements Statement {}

    record Subshell(Statement body, List<Redirect> redirects) implements Statement {}

    record Group(Statement body, List<Redirect> redirects) implements Statement {}

    record If(Statement condition, Statement then, Optional<Statement> otherwise)
            implements Statement {}

    record While(Statement condition, Statement body, boolean until) implements Statement {}

    record For(String variable, List<Word> words, Statement body) implements Statement {}

    record Case(Word subject, List<Arm> arms) implements Statement {}

    /// One branch of a `case`.
    record Arm(List<Word> patterns, Statement body) {}

    record Function(String name, Statement body) implements Statement {}

    /// A redirection of one descriptor.
    record Redirect(int descriptor, Kind kind, Word target) {

        enum Kind {
            READ,
            WRITE,
            APPEND,
            DUPLICATE,
            HERE_DOCUMENT
        }
    }
}
