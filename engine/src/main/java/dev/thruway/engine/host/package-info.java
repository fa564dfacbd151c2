/// An ESXi host: reading it, and the effects on it.
@NullMarked
package dev.thruway.engine.host;

import org.jspecify.annotations.NullMarked;
