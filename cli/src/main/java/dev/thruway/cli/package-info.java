/// The commands of Thruway.
@NullMarked
package dev.thruway.cli;

import org.jspecify.annotations.NullMarked;
