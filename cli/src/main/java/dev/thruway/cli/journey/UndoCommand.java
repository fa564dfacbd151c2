package dev.thruway.cli.journey;

import dev.thruway.cli.Arguments;
import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Gives GPUs back and restores what was changed.
@CommandLine.Command(name = "undo")
public final class UndoCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> typed = new ArrayList<>();

    @Option(names = "--all")
    private boolean all;

    @Option(names = {"-y", "--yes"})
    private boolean yes;

    @Option(names = "--approve", paramLabel = "WHAT=NAME")
    private List<String> approved = new ArrayList<>();

    public UndoCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var arguments = Arguments.of(context.surroundings(), typed);
        if (arguments.targets().isEmpty() != all) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.undo.what"));
        }
        var files = new SpecFiles(context);
        var spec = files.required(arguments.files()).spec();
        var wanted = Targets.of(spec, arguments.targets());
        var approvals = new Approvals(context, spec, yes, Approved.of(spec, approved));
        try (var engine = engines.reading(files.names(arguments.files())).open(spec, wanted)) {
            var walk = new Walk(context, engine, approvals);
            return walk.showUndo(walk.walk(wanted, engine::undoPlan));
        }
    }
}
