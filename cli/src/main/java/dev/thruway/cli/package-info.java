/// What every command shares: its place in the tree, the global options, what it may use, and how
/// it ends.
///
/// A command is a class `XCommand` in a package of its name (`mmio`, `validate`), annotated for
/// picocli and registered by one line in `main.Registry`. It gets a `CommandContext` at
/// construction, writes its result to standard output and everything else to standard error, and
/// answers an `ExitCode`. To stop with a sentence it throws a `Failure`; no stack trace reaches a
/// user.
///
/// The words of commands are in `words_en.properties` and `words_ja.properties` here, or beside the
/// command where it has many. picocli's own lookups use keys such as `thruway.mmio.usage.header`
/// (the line in the list of commands), `thruway.mmio.usage.description` and `thruway.mmio.svg` (an
/// option by its name).
@NullMarked
package dev.thruway.cli;

import org.jspecify.annotations.NullMarked;
