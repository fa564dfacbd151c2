/// Tests with other people's clients and servers.
@NullMarked
package dev.thruway.interop;

import org.jspecify.annotations.NullMarked;
