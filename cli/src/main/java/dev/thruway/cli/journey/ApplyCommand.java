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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Does what the file wants, after showing it and asking once.
@CommandLine.Command(name = "apply")
public final class ApplyCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "PLANFILE|TARGET", arity = "0..*")
    private List<String> typed = new ArrayList<>();

    @Option(names = {"-y", "--yes"})
    private boolean yes;

    @Option(names = "--approve", paramLabel = "WHAT=NAME")
    private List<String> approved = new ArrayList<>();

    public ApplyCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var arguments = Arguments.of(context.surroundings(), typed);
        return arguments.files().isEmpty()
                ? applyFiles(arguments.targets())
                : applySaved(planFile(arguments));
    }

    private ExitCode applyFiles(List<String> targets) {
        var spec = new SpecFiles(context).required().spec();
        var wanted = Targets.of(spec, targets);
        var approvals = new Approvals(context, spec, yes, Approved.of(spec, approved));
        try (var engine = engines.open(spec, wanted)) {
            var walk = new Walk(context, engine, approvals);
            return walk.show(walk.walk(wanted, engine::plan));
        }
    }

    /// A saved plan was made from files and targets of its own.
    private Path planFile(Arguments arguments) {
        boolean alone =
                arguments.files().size() == 1
                        && arguments.targets().isEmpty()
                        && context.options().files().isEmpty();
        if (!alone) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.apply.plan-alone"));
        }
        return context.surroundings().workingDirectory().resolve(arguments.files().getFirst());
    }

    private ExitCode applySaved(Path file) {
        var saved = SavedPlan.read(file);
        var files = new SpecFiles(context);
        var spec = files.required(saved.files()).spec();
        var wanted = Targets.of(spec, saved.targets());
        var approvals = new Approvals(context, spec, yes, Approved.of(spec, approved));
        try (var engine = engines.reading(files.names(saved.files())).open(spec, wanted)) {
            var walk = new Walk(context, engine, approvals);
            return walk.show(
                    walk.walkOnce(wanted, Unmoved.sinceSaved(context, saved), engine::plan));
        }
    }
}
