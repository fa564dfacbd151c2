package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.FileException;
import dev.thruway.lab.guest.os.Invocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a filter reads: the files named, or standard input. A file that cannot be read is
/// complained about in that program's words, and the others are read.
///
/// @param status the exit code that the complaints are worth, 0 without any
record Inputs(List<Source> sources, int status) {

    Inputs {
        sources = List.copyOf(sources);
    }

    /// One input.
    static final class Source {

        private final String name;
        private final byte[] content;

        Source(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }

        /// As on the command line, `-` for standard input.
        String name() {
            return name;
        }

        /// Not a copy: it is read and left as it is.
        byte[] content() {
            return content;
        }

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }

        List<String> lines() {
            return text().lines().toList();
        }
    }

    static Inputs of(Invocation call, List<String> operands) {
        var found = new ArrayList<Source>();
        int status = 0;
        for (var operand : operands.isEmpty() ? List.of("-") : operands) {
            try {
                found.add(
                        new Source(
                                operand,
                                operand.equals("-")
                                        ? call.input()
                                        : call.files().read(call.user(), call.path(operand))));
            } catch (FileException e) {
                call.complain(complaint(call.name(), operand, e.errno().text()));
                status = code(call.name());
            }
        }
        return new Inputs(found, status);
    }

    private static String complaint(String program, String operand, String reason) {
        return switch (program) {
            case "head", "tail" ->
                    program + ": cannot open '" + operand + "' for reading: " + reason;
            case "sort" -> "sort: cannot read: " + operand + ": " + reason;
            case "sed" -> "sed: can't read " + operand + ": " + reason;
            case "awk" -> "awk: cannot open \"" + operand + "\" (" + reason + ")";
            default -> program + ": " + operand + ": " + reason;
        };
    }

    private static int code(String program) {
        return switch (program) {
            case "sort", "sed", "awk", "grep", "egrep", "fgrep", "diff" -> 2;
            default -> 1;
        };
    }

    /// The lines of all of them, one after the other.
    List<String> lines() {
        return sources.stream().flatMap(source -> source.lines().stream()).toList();
    }
}
