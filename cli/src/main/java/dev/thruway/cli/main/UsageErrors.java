package dev.thruway.cli.main;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What picocli refuses, as our own sentences.
final class UsageErrors {

    private UsageErrors() {}

    static Failure of(ParameterException e, List<String> commands) {
        return new Failure(ExitCode.USAGE, phrase(e, commands));
    }

    /// A value that is none of those that it may be.
    static Failure noneOf(String option, Object value, Collection<?> allowed) {
        var names = allowed.stream().map(Object::toString).collect(Collectors.joining(", "));
        return new Failure(ExitCode.USAGE, valueNoneOf(option, value.toString(), names));
    }

    private static Phrase phrase(ParameterException e, List<String> commands) {
        var spec = e.getCommandLine().getCommandSpec();
        var help = spec.qualifiedName() + " --help";
        if (e instanceof UnmatchedArgumentException unmatched) {
            var first = unmatched.getUnmatched().getFirst();
            // What follows the equals sign is not repeated: it may be a password.
            return unmatched.isUnknownOption()
                    ? unknown(
                            "cli.unknown-option",
                            first.replaceFirst("=.*", ""),
                            optionNames(e),
                            help)
                    : spec.parent() == null
                            ? unknown("cli.unknown-command", first, commands, help)
                            : Phrase.of("cli.extra-argument", "found", first, "help", help);
        }
        if (e instanceof MissingParameterException missing) {
            return missing(missing.getMissing().getFirst(), help);
        }
        if (e instanceof OverwrittenOptionException twice) {
            return Phrase.of("cli.option-twice", "option", label(twice.getOverwritten()));
        }
        return value(e, help);
    }

    private static Phrase unknown(String key, String found, List<String> known, String help) {
        return Nearest.to(found, known)
                .map(near -> Phrase.of(key + "-near", "found", found, "near", near))
                .orElseGet(() -> Phrase.of(key, "found", found, "help", help));
    }

    private static List<String> optionNames(ParameterException e) {
        var names = new ArrayList<String>();
        for (var option : e.getCommandLine().getCommandSpec().options()) {
            names.addAll(List.of(option.names()));
        }
        return names;
    }

    private static Phrase missing(ArgSpec what, String help) {
        return what.isOption()
                ? Phrase.of(
                        "cli.option-needs-value", "option", label(what), "value", what.paramLabel())
                : Phrase.of("cli.argument-missing", "argument", what.paramLabel(), "help", help);
    }

    private static Phrase value(ParameterException e, String help) {
        var argument = e.getArgSpec();
        var value = e.getValue();
        if (argument == null || value == null) {
            return Phrase.of("cli.wrong-usage", "help", help);
        }
        var candidates = argument.completionCandidates();
        if (candidates == null) {
            return Phrase.of("cli.bad-value", "option", label(argument), "value", value);
        }
        var allowed = new ArrayList<String>();
        candidates.forEach(allowed::add);
        return valueNoneOf(label(argument), value, String.join(", ", allowed));
    }

    private static Phrase valueNoneOf(String option, String value, String allowed) {
        return Phrase.of("cli.value-none-of", "option", option, "value", value, "allowed", allowed);
    }

    private static String label(ArgSpec what) {
        return what instanceof OptionSpec option ? option.longestName() : what.paramLabel();
    }
}
