/// What went wrong, as far as it can be told: the cause, the fix, and the lines that show it.
@NullMarked
package dev.thruway.domain.finding;

import org.jspecify.annotations.NullMarked;
