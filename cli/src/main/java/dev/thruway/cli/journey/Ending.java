package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.diagnose.FindingText;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Printable;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.finding.Finding;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Unfinished;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.StepOutcome;
import dev.thruway.engine.run.StepResult;
import java.util.List;
import java.util.stream.Collectors;

/// How a command that changed or proved something ends: what failed and why, every condition, and
/// what `nvidia-smi` says in each guest where it says something.
public final class Ending {

    private final CommandContext context;
    private final Engine engine;

    public Ending(CommandContext context, Engine engine) {
        this.context = context;
        this.engine = engine;
    }

    /// Why steps failed, each cause once.
    public static List<Finding> findings(List<StepOutcome> outcomes) {
        return outcomes.stream()
                .flatMap(o ->
                        o.result() instanceof StepResult.Failed(var why)
                                ? why.findings().stream()
                                : java.util.stream.Stream.empty())
                .distinct()
                .toList();
    }

    public Document document(Plan state, Observation seen, List<StepOutcome> outcomes) {
        return new Documents(context).state(state, seen, engine.knowledge(), outcomes);
    }

    public void text(Plan state, Observation seen, List<StepOutcome> outcomes) {
        var findings = findings(outcomes);
        if (!findings.isEmpty()) {
            result(FindingText.of(context, findings));
            result("");
        }
        result(ConditionsText.of(context, context.console().resultInk(), state));
        state.conditions().stream()
                .filter(c -> c.id() == ConditionId.GUEST_NVIDIA_SMI && c.holds())
                .map(Condition::target)
                .forEach(this::smi);
        var unfinished =
                UnfinishedText.of(context, context.console().resultInk(), Unfinished.of(seen));
        if (!unfinished.isEmpty()) {
            result(unfinished);
        }
        result(summary(state));
    }

    private void smi(Target vm) {
        var table = engine.spec().vm(vm.name()).map(engine::smiTable);
        result(
                context.console()
                        .resultInk()
                        .paint(Ink.Style.BOLD, context.say("cli.smi", "vm", vm.name())));
        switch (table.orElseThrow()) {
            case Observed.Known<String>(var text) ->
                    result(text.lines().map(Printable::line).collect(Collectors.joining("\n")));
            case Observed.Unknown<String>(Phrase cause) -> result(context.say(cause));
        }
        result("");
    }

    private String summary(Plan state) {
        long held = state.conditions().stream().filter(Condition::holds).count();
        return context.say("cli.proved", "held", held, "all", state.conditions().size());
    }

    private void result(String text) {
        context.console().result(text);
    }
}
