/// The table of programs that a guest has. Each does to the file system and the kernel what the
/// real one does, and prints what the real one prints, as far as people and tools rely on it.
@NullMarked
package dev.thruway.lab.guest.program;

import org.jspecify.annotations.NullMarked;
