/// The composition root: the process's entry, the registry of commands, and the one place that
/// calls constructors of clients.
///
/// A run goes: choose the language, build the part of the command tree that the arguments name, let
/// picocli read them, run the command, turn whatever went wrong into one sentence and an exit code.
/// Only what is named is built, since a short command such as `mmio` must start fast.
@NullMarked
package dev.thruway.cli.main;

import org.jspecify.annotations.NullMarked;
