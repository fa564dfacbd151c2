/// Walks a plan: groups neighbouring steps that are one change of the world, carries each group
/// out, and tells a listener and the journal.
@NullMarked
package dev.thruway.engine.apply;

import org.jspecify.annotations.NullMarked;
