package dev.thruway.cli.capture;

import dev.thruway.cli.Arguments;
import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutFile;
import dev.thruway.cli.OutputFormat;
import dev.thruway.cli.SpecFiles;
import dev.thruway.cli.Targets;
import dev.thruway.cli.lab.CapturedFile;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.DocumentText;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.capture.CapturedWorld;
import dev.thruway.engine.run.StepFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Saves a live inventory as a scenario that `lab start` serves: a world in which a plan can be
/// rehearsed. Changes nothing, and needs no file: with `GOVC_URL` it reads that endpoint.
@CommandLine.Command(name = "capture")
public final class CaptureCommand implements Command {

    private final CommandContext context;
    private final Engines engines;

    @Parameters(paramLabel = "TARGET", arity = "0..*")
    private List<String> typed = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE")
    private @Nullable Path out;

    @Option(names = "--anonymize")
    private boolean anonymize;

    public CaptureCommand(CommandContext context, Engines engines) {
        this.context = context;
        this.engines = engines;
    }

    @Override
    public Set<OutputFormat> formats() {
        return EnumSet.of(OutputFormat.TEXT, OutputFormat.YAML, OutputFormat.JSON);
    }

    /// What was read, and what the file wants of it.
    private record Taken(CapturedWorld world, Names names, Optional<String> file) {}

    @Override
    public ExitCode run() {
        var arguments = Arguments.of(context.surroundings(), typed);
        var reading = engines.reading(new SpecFiles(context).names(arguments.files()));
        var knowledge = reading.knowledge();
        var taken =
                ofEndpoint(arguments) ? endpoint(arguments, knowledge) : file(arguments, reading);
        if (taken.world().servers().isEmpty()) {
            noteUnread(taken.world());
            throw new Failure(ExitCode.FAILED, Phrase.of("cli.capture.nothing"));
        }
        var tree = new ScenarioTree(taken.world(), taken.names(), knowledge);
        var text = text(tree.of(taken.file()));
        CapturedFile.check(text);
        give(text);
        tree.unread()
                .forEach((what, parts) ->
                        context.console()
                                .note(
                                        context.say(
                                                "cli.capture.left-out",
                                                "what",
                                                what,
                                                "parts",
                                                String.join(", ", parts))));
        return noteUnread(taken.world()) ? ExitCode.FAILED : ExitCode.DONE;
    }

    /// An explicit file wins, then `GOVC_URL`, then the default file.
    private boolean ofEndpoint(Arguments arguments) {
        return context.options().files().isEmpty()
                && arguments.files().isEmpty()
                && !context.surroundings().environment().getOrDefault("GOVC_URL", "").isEmpty();
    }

    private Taken endpoint(Arguments arguments, Knowledge knowledge) {
        try (var survey = engines.govc()) {
            var world = looking(arguments.targets(), wanted -> survey.capture(knowledge, wanted));
            return new Taken(world, names(), Optional.empty());
        } catch (StepFailed e) {
            throw new Failure(ExitCode.FAILED, e.phrase(), e);
        }
    }

    private Taken file(Arguments arguments, Engines reading) {
        var spec = new SpecFiles(context).required(arguments.files()).spec();
        try (var engine = reading.open(spec)) {
            var world = looking(arguments.targets(), engine::capture);
            var names = names();
            var wishes = new SpecNames(names, world).of(spec);
            return new Taken(world, names, Optional.of(CapturedFile.withoutMachines(wishes)));
        }
    }

    private Names names() {
        return anonymize ? new Pseudonyms() : new Names.AsTheyAre();
    }

    /// Which names there are is known only after the look.
    private CapturedWorld looking(List<String> targets, Look look) {
        var known = new TreeSet<String>();
        var patterns = Targets.matching(targets);
        try (var _ = context.console().spinner(context.say("cli.looking"))) {
            var world =
                    look.at(names -> {
                        known.addAll(names);
                        return names.stream().anyMatch(patterns);
                    });
            if (!known.isEmpty()) {
                Targets.among(List.copyOf(known), targets);
            }
            return world;
        }
    }

    private interface Look {
        CapturedWorld at(Predicate<Set<String>> wanted);
    }

    private String text(Tree tree) {
        if (context.options().output() == OutputFormat.JSON) {
            var document = Document.part();
            ScenarioYaml.plain(tree).forEach(document::with);
            return DocumentText.json(document) + "\n";
        }
        var header = context.say(anonymize ? "cli.capture.header-anonymous" : "cli.capture.header");
        var comment = new StringBuilder();
        header.lines().forEach(line -> comment.append("# ").append(line).append('\n'));
        return comment + ScenarioYaml.write(tree);
    }

    private void give(String text) {
        if (out == null) {
            context.console().result(text.stripTrailing());
            return;
        }
        var file = context.surroundings().workingDirectory().resolve(out);
        try {
            OutFile.write(file, text);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of(
                            "cli.capture.not-written",
                            "file",
                            out,
                            "says",
                            String.valueOf(e.getMessage())),
                    e);
        }
        context.console().note(context.say("cli.capture.written", "file", out));
    }

    /// Whether something is not in the copy at all.
    private boolean noteUnread(CapturedWorld world) {
        boolean any = false;
        for (var unread : world.unread()) {
            note(unread.what(), unread.cause());
            any = true;
        }
        for (var server : world.servers()) {
            if (server.bmc().orElse(null) instanceof Observed.Unknown<?>(Phrase cause)) {
                note(server.name(), cause);
                any = true;
            }
        }
        return any;
    }

    private void note(String what, Phrase cause) {
        context.console().note(what + ": " + context.say(cause));
    }
}
