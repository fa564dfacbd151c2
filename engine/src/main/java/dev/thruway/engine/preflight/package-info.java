/// Reads what only preflight asks: licence, privileges, lockdown mode, and what a VM has that a
/// passthrough device does not get along with.
@NullMarked
package dev.thruway.engine.preflight;

import org.jspecify.annotations.NullMarked;
