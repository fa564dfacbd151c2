/// A stranger's tools with the whole lab: govc, curl and OpenSSH, and none of our own clients.
@NullMarked
package dev.thruway.interop.lab;

import org.jspecify.annotations.NullMarked;
