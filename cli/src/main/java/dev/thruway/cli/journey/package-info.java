/// The commands of the loop: `plan`, `apply`, `status`, `verify`, `undo`, `history`.
@NullMarked
package dev.thruway.cli.journey;

import org.jspecify.annotations.NullMarked;
