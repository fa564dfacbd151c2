package dev.thruway.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Is shown every program that ran and every file that was transferred, secrets removed.
@FunctionalInterface
public interface GuestTrace {

    /// Shows nothing to nobody.
    GuestTrace NONE = exchange -> {};

    void record(Exchange exchange);

    /// One request and its answer.
    ///
    /// @param target `user@host:port`
    record Exchange(
            Instant startedAt, Duration took, String target, Request request, Answer answer) {}

    /// What was asked for.
    sealed interface Request {

        /// A program.
        ///
        /// @param input what it reads; never a password
        record Run(List<String> argv, Map<String, String> environment, As as, String input)
                implements Request {

            public Run {
                argv = List.copyOf(argv);
                environment = Map.copyOf(environment);
            }

            /// The words as a person would type them.
            @Override
            public String toString() {
                return (as == As.ROOT ? "sudo " : "") + PosixWords.join(argv);
            }
        }

        /// A file to put there.
        record Put(String path, String content) implements Request {

            @Override
            public String toString() {
                return "put " + path;
            }
        }

        /// A file to get from there.
        record Get(String path) implements Request {

            @Override
            public String toString() {
                return "get " + path;
            }
        }
    }

    /// As whom a program runs.
    enum As {
        LOGIN,
        ROOT
    }

    /// What came of it.
    sealed interface Answer {

        /// The program ended.
        record Ended(ExecResult.Exit exit, String output, String error) implements Answer {}

        /// The file was transferred.
        ///
        /// @param content of a file that was got; empty where there is none, or it was put
        record Transferred(Optional<String> content) implements Answer {}

        /// There is no answer.
        ///
        /// @param why a text for people
        record None(String why) implements Answer {}
    }
}
