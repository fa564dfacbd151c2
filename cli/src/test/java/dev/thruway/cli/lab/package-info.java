/// A lab for the tests of other commands.
@NullMarked
package dev.thruway.cli.lab;

import org.jspecify.annotations.NullMarked;
