package dev.thruway.cli.journey;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OutFile;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.DocumentText;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A plan in a file, so that what one person saw is what is done later, or nothing.
///
/// Holds no secret: the files it was made from are named, and their secrets are looked up again.
///
/// @param files as `-f` would name them, with their whole paths
/// @param targets as they were typed
record SavedPlan(List<String> files, List<String> targets, List<SavedStep> steps) {

    private static final String KIND = "plan";
    private static final int FORMAT = 1;
    private static final long MAX_BYTES = 16L << 20;

    SavedPlan {
        files = List.copyOf(files);
        targets = List.copyOf(targets);
        steps = List.copyOf(steps);
    }

    /// What makes a step the same step: everything else follows from it.
    record SavedStep(
            String id,
            String target,
            String path,
            Optional<String> before,
            Optional<String> after) {

        static SavedStep of(Step step) {
            return new SavedStep(
                    step.id(), step.target().toString(), step.path(), step.before(), step.after());
        }
    }

    static SavedPlan of(List<String> files, List<String> targets, Plan plan) {
        return new SavedPlan(files, targets, plan.steps().stream().map(SavedStep::of).toList());
    }

    /// Writes the file, readable by its owner only, whole or not at all.
    ///
    /// @param called as the user called it
    /// @param waitsFor by a step's id those that it waits for: to be read, and made anew when the
    ///   plan is walked
    void write(Path file, Path called, Map<String, List<String>> waitsFor) {
        OutFile.write(file, called, DocumentText.json(document(waitsFor)));
    }

    private Document document(Map<String, List<String>> waitsFor) {
        return Document.withSchema()
                .with("kind", KIND)
                .with("format", FORMAT)
                .with("files", files)
                .with("targets", targets)
                .with("steps", steps.stream().map(s -> document(s, waitsFor)).toList());
    }

    private static Document document(SavedStep step, Map<String, List<String>> waitsFor) {
        return Document.part()
                .with("id", step.id())
                .with("target", step.target())
                .with("path", step.path())
                .with("before", step.before())
                .with("after", step.after())
                .with("waitsFor", waitsFor.getOrDefault(step.id(), List.of()));
    }

    /// Reads a file that [#write] wrote. Ends the command where it is none, or of a version that
    /// this one does not know.
    static SavedPlan read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw noPlan(file);
            }
            var root = JsonMapper.builder().build().readTree(Files.readString(file));
            if (!root.path("kind").asString("").equals(KIND)) {
                throw noPlan(file);
            }
            if (!root.path("schema").asString("").equals(Document.SCHEMA)
                    || root.path("format").asInt(0) != FORMAT) {
                throw new Failure(
                        ExitCode.USAGE, Phrase.of("cli.plan.other-version", "file", file));
            }
            return of(root, file);
        } catch (IOException | JacksonException e) {
            throw noPlan(file);
        }
    }

    private static SavedPlan of(JsonNode root, Path file) {
        var steps = new ArrayList<SavedStep>();
        for (var step : root.path("steps")) {
            steps.add(
                    new SavedStep(
                            text(step, "id", file),
                            text(step, "target", file),
                            text(step, "path", file),
                            optional(step, "before"),
                            optional(step, "after")));
        }
        var files = texts(root, "files");
        if (files.isEmpty()) {
            throw noPlan(file);
        }
        return new SavedPlan(files, texts(root, "targets"), steps);
    }

    private static String text(JsonNode node, String name, Path file) {
        return optional(node, name).orElseThrow(() -> noPlan(file));
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return node.path(name).isString()
                ? Optional.of(node.path(name).asString())
                : Optional.empty();
    }

    private static List<String> texts(JsonNode root, String name) {
        var texts = new ArrayList<String>();
        root.path(name).forEach(item -> texts.add(item.asString("")));
        return texts;
    }

    private static Failure noPlan(Path file) {
        return new Failure(ExitCode.USAGE, Phrase.of("cli.plan.no-plan", "file", file));
    }
}
