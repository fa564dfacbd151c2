/// One connection for each endpoint of a run, opened when first needed and closed at the end.
@NullMarked
package dev.thruway.engine.connect;

import org.jspecify.annotations.NullMarked;
