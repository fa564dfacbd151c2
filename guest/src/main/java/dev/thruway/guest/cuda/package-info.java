/// Our own proof that a GPU computes: a program of a few kilobytes that needs only the driver's
/// library, its answer as values, and the sum that the answer must have.
///
/// Its source is in `src/main/cuda`, with the script that built the file among the resources.
@NullMarked
package dev.thruway.guest.cuda;

import org.jspecify.annotations.NullMarked;
