/// Secrets at the moment of their use: fetched from where the file says they are kept, held as
/// characters that can be wiped, and never shown.
@NullMarked
package dev.thruway.spec.secret;

import org.jspecify.annotations.NullMarked;
