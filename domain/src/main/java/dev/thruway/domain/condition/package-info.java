/// The state of every server and VM as a list of conditions, in the order of the journey.
///
/// A condition is `true`, `false` or `unknown`. What could not be found out is never taken for
/// absent: a failed read makes a condition unknown, and nothing is planned from it.
@NullMarked
package dev.thruway.domain.condition;

import org.jspecify.annotations.NullMarked;
