@NullMarked
package dev.thruway.engine.observe;

import org.jspecify.annotations.NullMarked;
