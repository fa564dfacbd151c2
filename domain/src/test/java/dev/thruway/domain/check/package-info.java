/// Tests of preflight.
@NullMarked
package dev.thruway.domain.check;

import org.jspecify.annotations.NullMarked;
