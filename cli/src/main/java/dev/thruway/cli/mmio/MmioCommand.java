package dev.thruway.cli.mmio;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OwnCatalogs;
import dev.thruway.domain.mmio.MmioKeys;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.mmio.MmioWindow.Rule;
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
            context.print(MmioDocument.of(sizing, catalog, said(reasoning(sizing))));
        } else {
            context.console().result(text(sizing, drawing));
        }
        if (svg != null) {
            write(drawing, svg);
        }
        return ExitCode.DONE;
    }

    private static Optional<WindowDrawing> drawing(Sizing sizing) {
        return sizing.window() instanceof MmioWindow.Needed needed && needed.rule() == Rule.BAR_SUM
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
            lines.add(context.say("mmio.free", "free", d.free().inParts()));
        });
        return String.join("\n", lines);
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
                    WindowSvg.of(drawing.get()));
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, Phrase.of("mmio.svg-not-written", "file", file), e);
        }
    }
}
