package dev.thruway.cli.journey;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepResult;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/// Proves it inside the guests: a kernel runs on every GPU, now, and `nvidia-smi` is shown.
@CommandLine.Command(name = "verify")
public final class VerifyCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> targets = new ArrayList<>();

    public VerifyCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var spec = new SpecFiles(context).required().spec();
        var wanted = Targets.of(spec, targets);
        try (var engine = engines.open(spec, wanted)) {
            var looking = new Looking(context, engine);
            var before = looking.at(wanted);
            List<StepOutcome> outcomes =
                    Progress.show(
                            context,
                            engine.proofs(before, wanted).size(),
                            RunListener.NONE,
                            listener -> engine.verify(before, wanted, listener));
            var seen = looking.at(wanted);
            var state = engine.plan(seen, wanted);
            var ending = new Ending(context, engine);
            if (context.options().output().isDocument()) {
                context.print(ending.document(state, seen, outcomes));
            } else {
                ending.text(state, seen, outcomes);
            }
            boolean proved = outcomes.stream().allMatch(o -> o.result() instanceof StepResult.Done);
            return proved && state.allHold() && state.blockers().isEmpty()
                    ? ExitCode.DONE
                    : ExitCode.FAILED;
        }
    }
}
