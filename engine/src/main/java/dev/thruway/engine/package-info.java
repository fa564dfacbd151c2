/// Observers, steps, runner, locks, journal, undo.
@NullMarked
package dev.thruway.engine;

import org.jspecify.annotations.NullMarked;
