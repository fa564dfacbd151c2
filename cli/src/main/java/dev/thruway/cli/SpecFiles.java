package dev.thruway.cli;

import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.text.Phrase;
import dev.thruway.spec.SpecError;
import dev.thruway.spec.SpecReader;
import dev.thruway.spec.SpecResult;
import java.util.ArrayList;
import java.util.List;

/// The files that `-f` names, for every command that wants them.
public final class SpecFiles {

    private final CommandContext context;

    public SpecFiles(CommandContext context) {
        this.context = context;
    }

    /// Reads them, or `thruway.yaml` where none is named.
    public SpecResult read() {
        return read(context.options().filesOrDefault());
    }

    /// Reads these files, named as `-f` names them.
    public SpecResult read(List<String> files) {
        var around = context.surroundings();
        return new SpecReader(around.workingDirectory(), around.home(), around.stdin()).read(files);
    }

    /// Reads them; where one is wrong, prints every error on standard error and ends the command.
    public SpecResult.Read required() {
        return required(List.of());
    }

    /// As [#required()], with files that were named as arguments beside those of `-f`.
    public SpecResult.Read required(List<String> more) {
        return switch (read(names(more))) {
            case SpecResult.Read read -> read;
            case SpecResult.Refused(var errors) -> {
                lines(errors, context.console().noteInk()).forEach(context.console()::note);
                throw refused(errors);
            }
        };
    }

    /// The files of `-f` and those named as arguments; the default one where there are none.
    public List<String> names(List<String> more) {
        if (more.isEmpty()) {
            return context.options().filesOrDefault();
        }
        var all = new ArrayList<>(context.options().files());
        all.addAll(more);
        return List.copyOf(all);
    }

    /// The end of a command whose file is wrong.
    public static Failure refused(List<SpecError> errors) {
        return new Failure(ExitCode.USAGE, Phrase.of("cli.file-refused", "count", errors.size()));
    }

    /// One line for each error: its place, and what was expected there.
    public List<String> lines(List<SpecError> errors, Ink ink) {
        return errors.stream()
                .map(error ->
                        ink.paint(Ink.Style.BOLD, error.position() + ":")
                                + " "
                                + context.say(error.phrase()))
                .toList();
    }
}
