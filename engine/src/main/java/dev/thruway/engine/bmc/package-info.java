/// A server's management controller: reading it.
@NullMarked
package dev.thruway.engine.bmc;

import org.jspecify.annotations.NullMarked;
