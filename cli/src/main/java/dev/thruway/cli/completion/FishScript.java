package dev.thruway.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The completion script of fish, one `complete` line for each command and option
/// (fishshell.com/docs/current/cmds/complete.html).
final class FishScript {

    private FishScript() {}

    static String of(CommandLine root) {
        var lines = new ArrayList<String>();
        lines.add("# fish completion for thruway");
        options(root, "__fish_use_subcommand", lines);
        for (var entry : root.getSubcommands().entrySet()) {
            var command = entry.getValue();
            lines.add(
                    "complete -c thruway -f -n __fish_use_subcommand -a %s -d %s"
                            .formatted(entry.getKey(), quoted(summary(command))));
            var here = "\"__fish_seen_subcommand_from " + entry.getKey() + "\"";
            options(command, here, lines);
            for (var parameter : command.getCommandSpec().positionalParameters()) {
                values(parameter.completionCandidates())
                        .forEach(value ->
                                lines.add(
                                        "complete -c thruway -f -n %s -a %s"
                                                .formatted(here, value)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private static void options(CommandLine command, String where, List<String> lines) {
        for (var option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                lines.add(line(option, where));
            }
        }
    }

    private static String line(OptionSpec option, String where) {
        var line = new StringBuilder("complete -c thruway -n " + where);
        for (var name : option.names()) {
            line.append(name.startsWith("--") ? " -l " : " -s ");
            line.append(name.replaceFirst("^-+", ""));
        }
        var values = values(option.completionCandidates());
        if (!values.isEmpty()) {
            line.append(" -x -a ").append(quoted(String.join(" ", values)));
        } else if (option.arity().max() > 0) {
            line.append(" -r");
        }
        var described = option.description();
        return line.append(" -d ")
                .append(quoted(described.length == 0 ? "" : described[0]))
                .toString();
    }

    private static List<String> values(Iterable<String> candidates) {
        var values = new ArrayList<String>();
        if (candidates != null) {
            candidates.forEach(values::add);
        }
        return values;
    }

    private static String summary(CommandLine command) {
        var header = command.getCommandSpec().usageMessage().header();
        return header.length == 0 ? "" : header[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
