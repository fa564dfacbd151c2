/// Carries a plan out, one confirmed step at a time.
///
/// ```
///            ┌──── look ────► Settled ──► done
///            │        │
///   act ◄────┤        ├─────► NotYet ──► sleep ──► look again, until the limit ──► failed
///    │       │        ├─────► Staying ─► sleep, while others have its place ──► look again
///    └───────┘        ├─────► Wrong  ──► failed, with the cause
///                     └─────► Unclear ─► look again a few times ──► unknown
/// ```
///
/// An [dev.thruway.engine.run.Effect] looks before it acts, so that running it twice is safe, and
/// it is done only when a look at the world says so, never because a call returned.
@NullMarked
package dev.thruway.engine.run;

import org.jspecify.annotations.NullMarked;
