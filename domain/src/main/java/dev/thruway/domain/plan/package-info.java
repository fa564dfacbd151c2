/// From the file and what was seen to what would be done: pure, so the same input always gives the
/// same plan.
///
/// ```
///  Spec ────────┐
///               ├─ CardAssignment ─► which card goes to which VM
///  Observation ─┤
///               ├─ Conditions ─────► what holds, what does not, what could not be found out
///  Knowledge ───┘        │
///                        └─ Planner ─► steps in the order of the journey, or blockers
/// ```
///
/// A condition that is unknown because its target is off leads to the steps that the journey would
/// need, each of which looks again before it acts. One that could not be read leads to a blocker.
@NullMarked
package dev.thruway.domain.plan;

import org.jspecify.annotations.NullMarked;
