package dev.thruway.cli.lab;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.gpus.GpuTable;
import dev.thruway.cli.journey.Approvals;
import dev.thruway.cli.journey.Ending;
import dev.thruway.cli.journey.PlanText;
import dev.thruway.cli.journey.Walk;
import dev.thruway.cli.terminal.Ink;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.apply.RunListener;
import dev.thruway.engine.run.StepResult;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.spec.SpecResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// The whole journey on the embedded lab, which ends with it.
@CommandLine.Command(name = "demo")
public final class DemoCommand implements Command {

    /// Physical work passes so many times faster than in reality. A VM's fall after its start is 8
    /// s, so that it is over well before the settle time that the composition root gives.
    static final long SPEED = 100;

    private final CommandContext context;
    private final Function<CommandContext, Engines> engines;

    @Option(names = "--break", paramLabel = "FAULT")
    private @Nullable Fault fault;

    @Option(names = "--scenario", paramLabel = "NAME")
    private String scenario = Scenarios.SEED;

    /// @param engines makes engines whose secrets and journal are those of a context
    public DemoCommand(CommandContext context, Function<CommandContext, Engines> engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        var directory = context.surroundings().workingDirectory();
        try (var lab = RunningLab.start(scenario, 0, SPEED, directory);
                var files = LabFiles.write(lab.text(1))) {
            var inLab = within(lab, files.folder());
            var spec = spec(inLab, files.spec());
            try (var engine = engines.apply(inLab).open(spec)) {
                return fault == null
                        ? journey(engine, spec, lab)
                        : broken(engine, spec, lab, fault);
            }
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of("cli.lab.not-started", "says", String.valueOf(e.getMessage())),
                    e);
        }
    }

    /// The lab's secrets beside the user's variables, and what Thruway keeps on this computer in
    /// the lab's own folder: the demo leaves nothing behind.
    private CommandContext within(RunningLab lab, Path folder) {
        var around = context.surroundings();
        var environment = new HashMap<>(around.environment());
        environment.putAll(lab.file().environment());
        for (var name : List.of("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")) {
            environment.put(name, folder.toString());
        }
        return new CommandContext(
                new Surroundings(
                        environment,
                        around.workingDirectory(),
                        around.home(),
                        around.stdin(),
                        around.stdout(),
                        around.stderr(),
                        around.terminal()),
                context.options(),
                context.console(),
                context.words());
    }

    private static Spec spec(CommandContext inLab, Path file) {
        return switch (new SpecFiles(inLab).read(List.of(file.toString()))) {
            case SpecResult.Read read -> read.spec();
            case SpecResult.Refused(var errors) ->
                    throw new IllegalStateException("the lab's own file is wrong: " + errors);
        };
    }

    private ExitCode journey(Engine engine, Spec spec, RunningLab lab) {
        introduce(engine, lab);
        var walk = new Walk(context, engine, approvals(spec));
        heading("cli.demo.plan");
        var end = walk.walk(_ -> true, engine::plan);
        heading("cli.demo.proof");
        var code = walk.show(end);
        if (code == ExitCode.DONE) {
            note(context.say("cli.demo.next"));
        }
        return code;
    }

    private ExitCode broken(Engine engine, Spec spec, RunningLab lab, Fault what) {
        introduce(engine, lab);
        var walk = new Walk(context, engine, approvals(spec), new Saboteur(lab, what));
        heading("cli.demo.plan");
        var end = walk.walk(_ -> true, engine::plan);
        heading("cli.demo.explained");
        walk.show(end);
        boolean explained =
                Ending.findings(end.outcomes()).stream()
                        .anyMatch(f -> f.code().equals(what.finding()));
        if (context.options().output() == OutputFormat.TEXT) {
            heading("cli.demo.repair");
            note(PlanText.of(context, context.console().noteInk(), spec, end.left()));
        }
        return explained ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Approvals approvals(Spec spec) {
        return new Approvals(context, spec, true, List.of());
    }

    private void introduce(Engine engine, RunningLab lab) {
        heading("cli.demo.lab");
        lab.lab()
                .endpoints()
                .forEach(
                        e -> note("  %-5s %-10s %s".formatted(e.kind().word(), e.name(), e.url())));
        heading("cli.demo.gpus");
        var seen = engine.observe(_ -> true);
        var table = new GpuTable(context, List.copyOf(seen.servers().values()), engine.knowledge());
        note(table.text(OptionalInt.empty()));
    }

    private void heading(String key) {
        note("");
        note(context.console().noteInk().paint(Ink.Style.BOLD, context.say(key, "speed", SPEED)));
    }

    private void note(String text) {
        context.console().note(text);
    }

    /// Injects the fault when the VM's configuration is done and nothing has started yet.
    private final class Saboteur implements RunListener {

        private final RunningLab lab;
        private final Fault what;

        Saboteur(RunningLab lab, Fault what) {
            this.lab = lab;
            this.what = what;
        }

        @Override
        public void started(Step step) {}

        @Override
        public void progress(Step step, Phrase message) {}

        @Override
        public void ended(Step step, StepResult result) {
            if (step.action() instanceof Action.NoteVm && result instanceof StepResult.Done) {
                try {
                    what.inject(lab.vm(step.target().name()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                note(
                        context.console()
                                .noteInk()
                                .paint(Ink.Style.YELLOW, context.say("cli.demo.break." + what)));
            }
        }
    }
}
