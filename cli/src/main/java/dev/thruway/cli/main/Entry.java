package dev.thruway.cli.main;

import dev.thruway.cli.Command;
import dev.thruway.cli.CommandContext;
import java.util.List;
import java.util.function.Function;

/// One command of the tree, not yet built.
///
/// @param name what the user types
/// @param words a class of each package, besides `cli` itself, whose words the command needs
/// @param make its constructor
record Entry(
        String name, Needs needs, List<Class<?>> words, Function<CommandContext, Command> make) {

    /// How much of the tree a command wants to see.
    enum Needs {
        ITSELF,
        WHOLE_TREE
    }

    Entry {
        words = List.copyOf(words);
    }

    static Entry of(String name, Function<CommandContext, Command> make, Class<?>... words) {
        return new Entry(name, Needs.ITSELF, List.of(words), make);
    }

    Entry seeingWholeTree() {
        return new Entry(name, Needs.WHOLE_TREE, words, make);
    }
}
