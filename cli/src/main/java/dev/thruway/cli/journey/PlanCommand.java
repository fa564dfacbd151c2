package dev.thruway.cli.journey;

import dev.thruway.cli.Arguments;
import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.StepOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the difference between the file and the world, step by step. Changes nothing.
@CommandLine.Command(name = "plan")
public final class PlanCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> typed = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--detailed-exitcode")
    private boolean detailedExitCode;

    public PlanCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var arguments = Arguments.of(context.surroundings(), typed);
        var files = new SpecFiles(context);
        var spec = files.required(arguments.files()).spec();
        var wanted = Targets.of(spec, arguments.targets());
        var named = files.names(arguments.files());
        try (var engine = engines.reading(named).open(spec, wanted)) {
            var looking = new Looking(context, engine);
            var seen = looking.at(wanted);
            var plan = engine.plan(seen, wanted);
            var order = StepOrder.of(spec, seen, plan.steps());
            if (context.options().output().isDocument()) {
                context.print(new Documents(context).plan(spec, plan, order));
            } else {
                context.console()
                        .result(PlanText.of(context, context.console().resultInk(), spec, plan));
            }
            if (plan.blockers().isEmpty() || !plan.steps().isEmpty()) {
                save(named, arguments.targets(), plan, order);
            }
            if (!plan.blockers().isEmpty() || PolicyText.forbidden(spec, plan).isPresent()) {
                return ExitCode.FAILED;
            }
            return detailedExitCode && !plan.steps().isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
        }
    }

    private void save(List<String> files, List<String> targets, Plan plan, StepOrder order) {
        if (out == null) {
            return;
        }
        var here = context.surroundings().workingDirectory();
        var whole =
                files.stream()
                        .map(f -> f.equals("-") ? f : here.resolve(f).normalize().toString())
                        .toList();
        SavedPlan.of(whole, targets, plan).write(here.resolve(out), out, order(plan, order));
        context.console().note(context.say("cli.plan.saved", "file", out));
    }

    private static Map<String, List<String>> order(Plan plan, StepOrder order) {
        return plan.steps().stream()
                .collect(Collectors.toMap(Step::id, order::waitsFor, (a, _) -> a));
    }
}
