/// The guest's files: a tree in memory with owners and permissions, which says no with the errors
/// that Linux says no with.
@NullMarked
package dev.thruway.lab.guest.fs;

import org.jspecify.annotations.NullMarked;
