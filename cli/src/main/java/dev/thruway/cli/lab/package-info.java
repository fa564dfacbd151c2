/// `lab` and `demo`: the embedded world, served on loopback.
@NullMarked
package dev.thruway.cli.lab;

import org.jspecify.annotations.NullMarked;
