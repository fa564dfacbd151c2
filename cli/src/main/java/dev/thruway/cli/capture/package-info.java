/// `thruway capture`: a live inventory as a scenario that the lab serves.
@NullMarked
package dev.thruway.cli.capture;

import org.jspecify.annotations.NullMarked;
