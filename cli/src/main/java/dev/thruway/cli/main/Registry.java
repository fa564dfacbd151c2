package dev.thruway.cli.main;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.capture.CaptureCommand;
import dev.thruway.cli.catalog.CatalogCommand;
import dev.thruway.cli.check.CheckCommand;
import dev.thruway.cli.completion.CompletionCommand;
import dev.thruway.cli.diagnose.DiagnoseCommand;
import dev.thruway.cli.gpus.GpusCommand;
import dev.thruway.cli.journey.ApplyCommand;
import dev.thruway.cli.journey.HistoryCommand;
import dev.thruway.cli.journey.PlanCommand;
import dev.thruway.cli.journey.StatusCommand;
import dev.thruway.cli.journey.UndoCommand;
import dev.thruway.cli.journey.VerifyCommand;
import dev.thruway.cli.lab.DemoCommand;
import dev.thruway.cli.lab.LabCommand;
import dev.thruway.cli.mmio.MmioCommand;
import dev.thruway.cli.validate.ValidateCommand;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.engine.Engine;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.spec.SpecReader;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;

/// Every command, in the order of the help.
///
/// A new command is one line here: `Entry.of("name", NameCommand::new, X.class...)`, where each `X`
/// is a class whose package has a bundle of words that the command says, besides the one of `cli`.
final class Registry {

    private static final Class<?>[] JOURNEY = {
        SpecReader.class,
        Engine.class,
        Knowledge.class,
        ProductKnowledge.class,
        DiagnoseCommand.class,
        CheckCommand.class,
        Preflight.class,
        MmioReasoning.class,
        PlanCommand.class
    };

    private Registry() {}

    static List<Entry> entries() {
        return List.of(
                demo(),
                Entry.of("lab", LabCommand::new),
                Entry.of(
                        "validate", ValidateCommand::new, SpecReader.class, ProductKnowledge.class),
                journey("gpus", GpusCommand::new),
                journey("check", CheckCommand::new),
                journey("capture", CaptureCommand::new),
                journey("plan", PlanCommand::new),
                journey("apply", ApplyCommand::new),
                journey("status", StatusCommand::new),
                journey("verify", VerifyCommand::new),
                journey("undo", UndoCommand::new),
                journey("history", HistoryCommand::new),
                Entry.of(
                        "diagnose",
                        DiagnoseCommand::new,
                        DiagnoseCommand.class,
                        ProductKnowledge.class),
                Entry.of(
                        "mmio",
                        MmioCommand::new,
                        MmioCommand.class,
                        MmioReasoning.class,
                        ProductKnowledge.class),
                Entry.of(
                        "catalog",
                        CatalogCommand::new,
                        CatalogCommand.class,
                        MmioReasoning.class,
                        ProductKnowledge.class),
                Entry.of("completion", CompletionCommand::new).seeingWholeTree());
    }

    /// The demo's lab is faster than reality, and so is what its engine waits for.
    private static Entry demo() {
        return Entry.of(
                "demo",
                context ->
                        new DemoCommand(context, in -> new LiveEngines(in, Duration.ofSeconds(2))),
                JOURNEY);
    }

    /// A command that looks at the world, or changes it, through an engine.
    private static Entry journey(
            String name, BiFunction<CommandContext, Engines, Command> command) {
        return Entry.of(name, context -> command.apply(context, new LiveEngines(context)), JOURNEY);
    }
}
