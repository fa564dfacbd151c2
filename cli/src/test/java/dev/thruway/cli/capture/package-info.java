@NullMarked
package dev.thruway.cli.capture;

import org.jspecify.annotations.NullMarked;
