/// Reads a world from a YAML scenario, with file, line and column of everything that is wrong.
///
/// A scenario may say `like: NAME`: then it is that one with some values replaced.
@NullMarked
package dev.thruway.lab.scenario;

import org.jspecify.annotations.NullMarked;
