/// The lab's certificates: each start makes its own, which nobody trusts but by its fingerprint.
@NullMarked
package dev.thruway.lab.tls;

import org.jspecify.annotations.NullMarked;
