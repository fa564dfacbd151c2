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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--scenario", paramLabel = "NAME|PATH")
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
        var folder = directory.resolve(scenario);
        try {
            return !Scenarios.names().contains(scenario) && Files.isDirectory(folder)
                    ? replay(folder)
                    : lab(directory);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of("cli.lab.not-started", "says", String.valueOf(e.getMessage())),
                    e);
        }
    }

    private ExitCode lab(Path directory) throws IOException {
        try (var lab = RunningLab.start(scenario, portBase, speed, directory);
                var files = LabFiles.write(lab.text(1))) {
            tell(lab.lab().endpoints(), files.spec());
            untilStopped();
            return ExitCode.DONE;
        }
    }

    /// Serves what `--trace` wrote.
    private ExitCode replay(Path folder) throws IOException {
        var home = context.surroundings().home();
        try (var replay = RunningReplay.start(folder, portBase, home);
                var files = LabFiles.write(replay.file())) {
            tell(replay.endpoints(), files.spec());
            untilStopped();
            return ExitCode.DONE;
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

    private void tell(List<LabEndpoint> endpoints, Path file) {
        var environment = new LabVariables(endpoints).all();
        var console = context.console();
        if (context.options().output() != OutputFormat.TEXT) {
            console.result(
                    DocumentText.jsonLine(
                            Document.withSchema()
                                    .with("spec", file)
                                    .with("env", environment)
                                    .with(
                                            "endpoints",
                                            endpoints.stream()
                                                    .map(LabCommand::endpoint)
                                                    .toList())));
            return;
        }
        console.result(context.say("cli.lab.ready", "file", file));
        for (var e : endpoints) {
            console.result(
                    "  %-7s %-10s %s  %s  %s"
                            .formatted(
                                    e.kind().word(),
                                    e.name(),
                                    e.url(),
                                    e.username(),
                                    e.password()));
        }
        console.result("");
        environment.forEach((name, value) -> console.result("export " + name + "=" + value));
        console.result("");
        console.result(context.say("cli.lab.try", "file", file));
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
