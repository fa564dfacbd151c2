/// Tests of the loop's commands, over the lab's sockets.
@NullMarked
package dev.thruway.cli.journey;

import org.jspecify.annotations.NullMarked;
