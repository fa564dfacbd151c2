/// The words of the field and the pure decisions over them: no I/O, no clock, no randomness.
@NullMarked
package dev.thruway.domain;

import org.jspecify.annotations.NullMarked;
