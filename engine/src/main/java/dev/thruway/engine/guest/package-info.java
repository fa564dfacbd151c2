/// Inside the guest: reading what it says, and the effects of the journey's last part.
///
/// Programs are run one at a time, without a shell, and read in the C locale. Nothing here knows
/// how the guest is reached.
@NullMarked
package dev.thruway.engine.guest;

import org.jspecify.annotations.NullMarked;
