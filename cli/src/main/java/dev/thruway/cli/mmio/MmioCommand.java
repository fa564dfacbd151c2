package dev.thruway.cli.mmio;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OwnCatalogs;
import dev.thruway.cli.output.Table;
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
import java.util.OptionalInt;
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

    @Parameters(paramLabel = "GPU[xN]", arity = "1..*")
    private List<String> gpus = new ArrayList<>();

    @Option(names = "--svg", paramLabel = "FILE")
    private @Nullable Path svg;

    public MmioCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public ExitCode run() {
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
        reasoning(sizing).forEach(step -> lines.add(context.say(step)));
        MmioReasoning.otherRule(sizing.devices(), sizing.window())
                .ifPresent(remark -> lines.add(context.say(remark)));
        sizing.gpus().stream()
                .filter(g -> !g.others().isEmpty())
                .forEach(g -> lines.add(sharedName(g)));
        if (sizing.window() instanceof MmioWindow.Needed needed) {
            lines.add("");
            lines.add(setting(MmioKeys.USE_64BIT_MMIO, "TRUE"));
            lines.add(setting(MmioKeys.SIZE_GB, Long.toString(needed.gib())));
        }
        drawing.ifPresent(d -> {
            lines.add("");
            lines.addAll(d.lines());
            d.defaultLine().ifPresent(lines::add);
            lines.addAll(places(d));
        });
        return String.join("\n", lines);
    }

    /// Each BAR's place, what is free, and what the default window would have lost.
    private List<String> places(WindowDrawing drawing) {
        var table =
                Table.of(
                        context.say("mmio.column.place"),
                        context.say("mmio.column.size"),
                        context.say("mmio.column.bar"));
        for (var run : drawing.runs()) {
            table.row(run.place(), run.size(), name(run));
        }
        var lines = new ArrayList<String>();
        lines.add(lost(drawing));
        lines.add("");
        lines.addAll(table.lines(OptionalInt.empty()));
        lines.add(context.say("mmio.free", "free", drawing.free().inParts()));
        return lines;
    }

    private String name(WindowDrawing.Run run) {
        return run.first().bar().isPresent()
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
                                .map(run -> "%s (%s)".formatted(run.name(), run.first().size()))
                                .collect(Collectors.joining(", ")));
    }

    private List<String> belowPicture(WindowDrawing drawing) {
        var lines = new ArrayList<String>();
        lines.add(lost(drawing));
        for (var run : drawing.runs()) {
            lines.add(
                    context.say(
                            "mmio.placed",
                            "place",
                            run.place(),
                            "bar",
                            name(run),
                            "size",
                            run.size()));
        }
        lines.add(context.say("mmio.free", "free", drawing.free().inParts()));
        return lines;
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
