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
import picocli.CommandLine.Parameters;

/// Shows the conditions of every server and VM. Changes nothing.
@CommandLine.Command(name = "status")
public final class StatusCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> targets = new ArrayList<>();

    public StatusCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var spec = new SpecFiles(context).required().spec();
        var wanted = Targets.of(spec, targets);
        try (var engine = engines.open(spec, wanted)) {
            var seen = new Looking(context, engine).at(wanted);
            var plan = engine.plan(seen, wanted);
            if (context.options().output().isDocument()) {
                context.print(new Documents(context).state(plan, seen, List.of()));
            } else {
                context.console()
                        .result(ConditionsText.of(context, context.console().resultInk(), plan));
            }
            return plan.allHold() && plan.blockers().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
