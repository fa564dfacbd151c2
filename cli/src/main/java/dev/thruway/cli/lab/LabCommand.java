package dev.thruway.cli.lab;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.DocumentText;
import dev.thruway.domain.text.Phrase;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Serves the lab on loopback until it is stopped.
@CommandLine.Command(name = "lab")
public final class LabCommand implements Command {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "ACTION")
    private String action = "";

    @Option(names = "--scenario", paramLabel = "NAME|FILE")
    private String scenario = Scenarios.SEED;

    @Option(names = "--port-base", paramLabel = "N")
    private int portBase;

    @Option(names = "--speed", paramLabel = "FACTOR")
    private long speed = 60;

    public LabCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        if (!action.equals("start")) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.lab.action", "found", action));
        }
        if (portBase < 0 || portBase > 65_000 || speed < 1 || speed > 1_000_000) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.lab.range"));
        }
        var directory = context.surroundings().workingDirectory();
        try (var lab = RunningLab.start(scenario, portBase, speed, directory);
                var files = lab.file().write(1)) {
            tell(lab, files.spec());
            untilStopped();
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of("cli.lab.not-started", "says", String.valueOf(e.getMessage())),
                    e);
        }
    }

    /// A signal interrupts, and that is the end that is meant.
    private static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            // Not set again: closing the lab waits for its threads.
        }
    }

    private void tell(RunningLab lab, Path file) {
        if (context.options().output() != OutputFormat.TEXT) {
            context.console().result(DocumentText.jsonLine(document(lab, file)));
            return;
        }
        var console = context.console();
        console.result(context.say("cli.lab.ready", "file", file));
        for (var e : lab.lab().endpoints()) {
            console.result(
                    "  %-5s %-10s %s  %s  %s"
                            .formatted(
                                    e.kind().word(),
                                    e.name(),
                                    e.url(),
                                    e.username(),
                                    e.password()));
        }
        console.result("");
        lab.file()
                .environment()
                .forEach((name, value) -> console.result("export " + name + "=" + value));
        console.result("");
        console.result(context.say("cli.lab.try", "file", file));
    }

    private static Document document(RunningLab lab, Path file) {
        return Document.withSchema()
                .with("spec", file)
                .with("env", lab.file().environment())
                .with(
                        "endpoints",
                        lab.lab().endpoints().stream().map(LabCommand::endpoint).toList());
    }

    private static Document endpoint(LabEndpoint e) {
        return Document.part()
                .with("kind", e.kind().word())
                .with("name", e.name())
                .with("url", e.url())
                .with("username", e.username())
                .with("password", e.password())
                .with("thumbprint", e.thumbprint());
    }
}
