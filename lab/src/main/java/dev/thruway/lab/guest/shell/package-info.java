/// The guest's `sh`: enough of POSIX for what people and tools send over SSH. Words with quotes and
/// expansions, pipes, lists, redirections, here-documents, `if`, `for` and `while`; no functions,
/// no job control, no arithmetic.
///
/// The parts of a pipeline run one after the other, each with its input complete.
@NullMarked
package dev.thruway.lab.guest.shell;

import org.jspecify.annotations.NullMarked;
