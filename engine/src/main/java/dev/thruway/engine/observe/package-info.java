/// Looks at everything that a file names, all targets at once.
@NullMarked
package dev.thruway.engine.observe;

import org.jspecify.annotations.NullMarked;
