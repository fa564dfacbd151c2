/// A VM: reading it, and the effects on its configuration and power.
@NullMarked
package dev.thruway.engine.vm;

import org.jspecify.annotations.NullMarked;
