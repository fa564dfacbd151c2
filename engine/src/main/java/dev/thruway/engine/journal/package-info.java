/// What was done, when, by whom: for people and audit. Nothing is ever decided from it.
@NullMarked
package dev.thruway.engine.journal;

import org.jspecify.annotations.NullMarked;
