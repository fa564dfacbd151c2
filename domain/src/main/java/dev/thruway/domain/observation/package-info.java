/// What was seen of the world, at one moment, in the field's words and free of any wire format.
///
/// Everything that a client may fail to read is an [Observed]: known, or unknown with the cause.
/// What was not asked for (no `bmc:`, no `guest:`) is an empty Optional around it. So three things
/// that tools confuse stay apart: not asked, not found out, and not there.
@NullMarked
package dev.thruway.domain.observation;

import org.jspecify.annotations.NullMarked;
