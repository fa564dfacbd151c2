/// Tests of `check`.
@NullMarked
package dev.thruway.cli.check;

import org.jspecify.annotations.NullMarked;
