package dev.thruway.cli.journey;

import dev.thruway.cli.Arguments;
import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import dev.thruway.domain.plan.Unfinished;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows the conditions of every server and VM. Changes nothing.
@CommandLine.Command(name = "status")
public final class StatusCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> typed = new ArrayList<>();

    @Option(names = {"-w", "--watch"})
    private boolean watch;

    @Option(names = "--interval", paramLabel = "SECONDS")
    private int interval = 5;

    @Option(names = "--until-true")
    private boolean untilTrue;

    public StatusCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public ExitCode run() {
        requireSense();
        var arguments = Arguments.of(context.surroundings(), typed);
        var files = new SpecFiles(context);
        var spec = files.required(arguments.files()).spec();
        var wanted = Targets.of(spec, arguments.targets());
        try (var engine = engines.reading(files.names(arguments.files())).open(spec, wanted)) {
            if (watch) {
                return new Watch(context, engine, wanted, Clock.SYSTEM)
                        .run(
                                Duration.ofSeconds(interval),
                                untilTrue ? Watch.End.ALL_TRUE : Watch.End.NEVER);
            }
            var seen = new Looking(context, engine).at(wanted);
            var plan = engine.plan(seen, wanted);
            var unfinished = Unfinished.of(seen);
            if (context.options().output().isDocument()) {
                context.print(
                        new Documents(context).state(plan, seen, engine.knowledge(), List.of()));
            } else {
                var ink = context.console().resultInk();
                context.console()
                        .result(
                                UnfinishedText.of(context, ink, unfinished)
                                        + ConditionsText.of(context, ink, plan));
            }
            return plan.allHold() && plan.blockers().isEmpty() && unfinished.isEmpty()
                    ? ExitCode.DONE
                    : ExitCode.FAILED;
        }
    }

    private void requireSense() {
        if (interval < 1 || interval > 3_600) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.status.interval"));
        }
        if (untilTrue && !watch) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.status.until-without-watch"));
        }
        var output = context.options().output();
        if (watch && output != OutputFormat.TEXT && output != OutputFormat.JSONL) {
            throw new Failure(
                    ExitCode.USAGE, Phrase.of("cli.status.watch-format", "found", output));
        }
    }
}
