package dev.thruway.cli.main;

import dev.thruway.cli.completion.CompletionCommand;
import dev.thruway.cli.validate.ValidateCommand;
import dev.thruway.spec.SpecReader;
import java.util.List;

/// Every command, in the order of the help.
///
/// A new command is one line here: `Entry.of("name", NameCommand::new, X.class...)`, where each `X`
/// is a class whose package has a bundle of words that the command says, besides the one of `cli`.
final class Registry {

    private Registry() {}

    static List<Entry> entries() {
        return List.of(
                Entry.of("validate", ValidateCommand::new, SpecReader.class),
                Entry.of("completion", CompletionCommand::new).seeingWholeTree());
    }
}
