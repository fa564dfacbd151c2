/// What a person wants, as the file says it: servers, virtual machines, their GPUs, how each
/// machine is reached, and what Thruway may do without asking.
///
/// Pure data that is valid by construction. Nothing here was observed, and no value is a secret:
/// passwords and keys are named by a `SecretRef`, never held. What the file leaves out is an empty
/// `Optional` or an explicit `Unstated`, and is left alone.
@NullMarked
package dev.thruway.domain.spec;

import org.jspecify.annotations.NullMarked;
