/// What real servers once answered, read by our codec. The recordings are other people's and are
/// not in this repository: an environment variable names where they are.
@NullMarked
package dev.thruway.interop.recorded;

import org.jspecify.annotations.NullMarked;
