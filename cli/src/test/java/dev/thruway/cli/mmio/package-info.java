/// What `mmio` prints, whole, and what it refuses.
@NullMarked
package dev.thruway.cli.mmio;

import org.jspecify.annotations.NullMarked;
