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
        if (Thread.currentThread().isInterrupted()) {
            throw new Failure(ExitCode.INTERRUPTED, Phrase.of("cli.interrupted"));
        }
        var leftOut = unread(taken.world());
        if (taken.world().servers().isEmpty()) {
            leftOut.sentences().forEach(context.console()::note);
            throw new Failure(ExitCode.FAILED, Phrase.of("cli.capture.nothing"));
        }
        var tree = new ScenarioTree(taken.world(), taken.names(), knowledge);
        var text = text(tree.of(taken.file()));
        CapturedFile.check(text);
        give(text);
        tree.unread().forEach(leftOut::parts);
        leftOut.sentences().forEach(context.console()::note);
        return leftOut.any() ? ExitCode.FAILED : ExitCode.DONE;
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
        OutFile.write(file, out, text);
        context.console().note(context.say("cli.capture.written", "file", out));
    }

    private LeftOut unread(CapturedWorld world) {
        var leftOut = new LeftOut(context);
        world.unread().forEach(unread -> leftOut.whole(unread.what(), unread.cause()));
        for (var server : world.servers()) {
            if (server.bmc().orElse(null) instanceof Observed.Unknown<?>(Phrase cause)) {
                leftOut.whole(server.name(), cause);
            }
        }
        return leftOut;
    }
}
