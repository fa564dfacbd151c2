/// The two streams that a person or a script looks at.
///
/// Standard output carries results and nothing else; standard error carries progress, questions and
/// complaints. Colour and animation are for terminals only, each stream on its own, and `NO_COLOR`
/// (no-color.org) switches them off.
@NullMarked
package dev.thruway.cli.terminal;

import org.jspecify.annotations.NullMarked;
