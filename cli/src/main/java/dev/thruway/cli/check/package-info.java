/// `check`: what would stop the journey, and the fix.
@NullMarked
package dev.thruway.cli.check;

import org.jspecify.annotations.NullMarked;
