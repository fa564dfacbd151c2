/// Tests of the list of GPUs.
@NullMarked
package dev.thruway.cli.gpus;

import org.jspecify.annotations.NullMarked;
