/// A server made of a recording: what `--trace DIR` wrote is answered again, so that a user's real
/// ESXi becomes a world to try Thruway on.
///
/// Properties are taken out of all recorded answers and put together again as they are asked for,
/// because no two runs ask for them in the same portions. Everything else is answered where the
/// same was asked. What changes the world is answered in the order of the recording, and moves the
/// recording on: what is read is as it was between that change and the next one.
///
/// What was not recorded is refused, and never made up.
@NullMarked
package dev.thruway.lab.replay;

import org.jspecify.annotations.NullMarked;
