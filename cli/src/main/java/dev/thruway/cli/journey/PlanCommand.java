package dev.thruway.cli.journey;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the difference between the file and the world, step by step. Changes nothing.
@CommandLine.Command(name = "plan")
public final class PlanCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> targets = new ArrayList<>();

    @Option(names = "--detailed-exitcode")
    private boolean detailedExitCode;

    public PlanCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var spec = new SpecFiles(context).required().spec();
        var wanted = Targets.of(spec, targets);
        try (var engine = engines.open(spec, wanted)) {
            var looking = new Looking(context, engine);
            var plan = engine.plan(looking.at(wanted), wanted);
            if (context.options().output().isDocument()) {
                context.print(new Documents(context).plan(plan));
            } else {
                context.console().result(PlanText.of(context, context.console().resultInk(), plan));
            }
            if (!plan.blockers().isEmpty()) {
                return ExitCode.FAILED;
            }
            return detailedExitCode && !plan.steps().isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
        }
    }
}
