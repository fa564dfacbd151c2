package dev.thruway.cli.main;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
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
import dev.thruway.cli.lab.LabCommand;
import dev.thruway.cli.mmio.MmioCommand;
import dev.thruway.cli.validate.ValidateCommand;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.mmio.MmioReasoning;
import dev.thruway.engine.Engine;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.spec.SpecReader;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/// Every command, in the order of the help.
///
/// A new command is one line here: `Entry.of("name", NameCommand::new, X.class...)`, where each `X`
/// is a class whose package has a bundle of words that the command says, besides the one of `cli`.
final class Registry {

    private Registry() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of("mmio", MmioCommand::new, MmioCommand.class, MmioReasoning.class),
                Entry.of(
                        "catalog",
                        CatalogCommand::new,
                        CatalogCommand.class,
                        ProductKnowledge.class),
                Entry.of(
                        "diagnose",
                        DiagnoseCommand::new,
                        DiagnoseCommand.class,
                        ProductKnowledge.class),
                Entry.of("validate", ValidateCommand::new, SpecReader.class),
                Entry.of("lab", LabCommand::new),
                journey("gpus", GpusCommand::new),
                journey("check", CheckCommand::new, CheckCommand.class, Preflight.class),
                journey("plan", PlanCommand::new, PlanCommand.class),
                journey("apply", ApplyCommand::new, PlanCommand.class),
                journey("status", StatusCommand::new, PlanCommand.class),
                journey("undo", UndoCommand::new, PlanCommand.class),
                journey("history", HistoryCommand::new),
                Entry.of("completion", CompletionCommand::new).seeingWholeTree());
    }

    /// A command that looks at the world, or changes it, through an engine.
    private static Entry journey(
            String name, BiFunction<CommandContext, Engines, Command> command, Class<?>... words) {
        var homes =
                Stream.concat(
                        Stream.of(
                                SpecReader.class,
                                Engine.class,
                                Knowledge.class,
                                ProductKnowledge.class),
                        Stream.of(words));
        return Entry.of(
                name,
                context -> command.apply(context, new LiveEngines(context)),
                homes.toArray(Class<?>[]::new));
    }
}
