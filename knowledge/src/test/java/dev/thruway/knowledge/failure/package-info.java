/// That every rule knows the line it was made from, and that lines together say what they should.
@NullMarked
package dev.thruway.knowledge.failure;

import org.jspecify.annotations.NullMarked;
