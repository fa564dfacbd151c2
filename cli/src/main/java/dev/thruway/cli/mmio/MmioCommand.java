package dev.thruway.cli.mmio;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.KnownGpus;
import dev.thruway.cli.OwnCatalogs;
import dev.thruway.cli.output.Lines;
import dev.thruway.cli.output.Table;
import dev.thruway.domain.drawing.WindowDrawing;
import dev.thruway.domain.drawing.WindowSvg;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.text.Phrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The sizing calculator: GPUs in, the two keys out.
@CommandLine.Command(name = "mmio")
public final class MmioCommand implements Command {

    private final CommandContext context;

    @Parameters(paramLabel = "GPU[xN]", arity = "1..*", completionCandidates = KnownGpus.class)
    private List<String> gpus = new ArrayList<>();

    @Option(names = "--svg", paramLabel = "FILE")
    private @Nullable Path svg;

    public MmioCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
        if (svg != null && isFolder(svg)) {
            throw new Failure(ExitCode.USAGE, Phrase.of("mmio.svg-no-file", "file", svg));
        }
        var catalog = new OwnCatalogs(context).catalog();
        var sizing = Sizing.of(new GpuArguments(catalog).read(gpus));
        var drawing = drawing(sizing);
        if (context.options().output().isDocument()) {
            context.print(MmioDocument.of(sizing, drawing, catalog, said(reasoning(sizing))));
        } else {
            context.console().result(text(sizing, drawing));
        }
        if (svg != null) {
            write(drawing, svg);
        }
        return ExitCode.DONE;
    }

    /// A folder, or no name at all, which would be the working directory.
    private boolean isFolder(Path file) {
        return Files.isDirectory(context.surroundings().workingDirectory().resolve(file));
    }

    private static Optional<WindowDrawing> drawing(Sizing sizing) {
        return sizing.window() instanceof MmioWindow.Needed needed
                ? Optional.of(WindowDrawing.of(sizing.devices(), needed.gib()))
                : Optional.empty();
    }

    private static List<Phrase> reasoning(Sizing sizing) {
        return MmioReasoning.of(sizing.devices(), sizing.window());
    }

    private String said(List<Phrase> phrases) {
        return phrases.stream().map(context::say).collect(Collectors.joining("; "));
    }

    private String text(Sizing sizing, Optional<WindowDrawing> drawing) {
        var lines = new ArrayList<String>();
        reasoning(sizing).forEach(step -> lines.addAll(wrapped(context.say(step))));
        MmioReasoning.otherRule(sizing.devices(), sizing.window())
                .ifPresent(remark -> lines.addAll(wrapped(context.say(remark))));
        MmioReasoning.addressBits(sizing.window())
                .ifPresent(limit -> lines.addAll(wrapped(context.say(limit))));
        sizing.gpus().stream()
                .filter(g -> !g.others().isEmpty())
                .forEach(g -> lines.addAll(wrapped(sharedName(g))));
        if (sizing.window() instanceof MmioWindow.Needed needed) {
            lines.add("");
            lines.add(setting(MmioKeys.USE_64BIT_MMIO, "TRUE"));
            lines.add(setting(MmioKeys.SIZE_GB, Long.toString(needed.gib())));
        }
        drawing.ifPresent(d -> {
            int columns = WindowDrawing.columns(context.console().sentenceColumns());
            lines.add("");
            lines.addAll(d.lines(columns));
            d.defaultLine(columns).ifPresent(lines::add);
            lines.addAll(places(d));
        });
        return String.join("\n", lines);
    }

    private List<String> wrapped(String sentence) {
        return Lines.of(sentence, context.console().sentenceColumns());
    }

    /// Each BAR's place, what is free, and what the default window would have lost.
    private List<String> places(WindowDrawing drawing) {
        var table =
                Table.of(
                        context.say("mmio.column.place"),
                        context.say("mmio.column.size"),
                        context.say("mmio.column.bar"));
        for (var run : drawing.runs()) {
            table.row(
                    run.place().orElseGet(() -> context.say("mmio.below")), run.size(), name(run));
        }
        var lines = new ArrayList<>(wrapped(lost(drawing)));
        lines.add("");
        lines.addAll(table.lines(context.console().resultColumns()));
        lines.add(context.say("mmio.free", "free", drawing.free().inParts()));
        return lines;
    }

    private String name(WindowDrawing.Run run) {
        return run.part().bar().isPresent()
                ? run.name()
                : context.say("mmio.at-most", "device", run.name());
    }

    private String lost(WindowDrawing drawing) {
        var lost = drawing.lostByDefault();
        return lost.isEmpty()
                ? context.say("mmio.default-suffices", "window", MmioWindow.DEFAULT_GIB)
                : context.say(
                        "mmio.default-loses",
                        "window",
                        MmioWindow.DEFAULT_GIB,
                        "bars",
                        lost.stream()
                                .map(run -> "%s (%s)".formatted(run.name(), run.part().size()))
                                .collect(Collectors.joining(", ")));
    }

    private List<String> belowPicture(WindowDrawing drawing) {
        var lines = new ArrayList<String>();
        lines.add(lost(drawing));
        drawing.runs().forEach(run -> lines.add(placed(run)));
        lines.add(context.say("mmio.free", "free", drawing.free().inParts()));
        return lines.stream().flatMap(line -> Lines.of(line, WindowSvg.COLUMNS).stream()).toList();
    }

    private String placed(WindowDrawing.Run run) {
        return run.place()
                .map(place ->
                        context.say(
                                "mmio.placed",
                                "place",
                                place,
                                "bar",
                                name(run),
                                "size",
                                run.size()))
                .orElseGet(() ->
                        context.say("mmio.placed-below", "bar", name(run), "size", run.size()));
    }

    private String sharedName(Sizing.Chosen gpu) {
        var names =
                Stream.concat(Stream.of(gpu.model()), gpu.others().stream())
                        .map(m -> m.name())
                        .collect(Collectors.joining(", "));
        return context.say("mmio.same-window", "boards", names);
    }

    /// As a VMX file has it, and as it can be pasted into one.
    private static String setting(String key, String value) {
        return "%s = \"%s\"".formatted(key, value);
    }

    private void write(Optional<WindowDrawing> drawing, Path file) {
        if (drawing.isEmpty()) {
            throw new Failure(ExitCode.FAILED, Phrase.of("mmio.nothing-to-draw"));
        }
        try {
            Files.writeString(
                    context.surroundings().workingDirectory().resolve(file),
                    WindowSvg.of(drawing.get(), belowPicture(drawing.get())));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, Phrase.of("mmio.svg-not-written", "file", file), e);
        }
    }
}
