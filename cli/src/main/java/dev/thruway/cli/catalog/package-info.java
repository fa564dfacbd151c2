/// `thruway catalog`: what is known about GPUs, each fact with its source.
@NullMarked
package dev.thruway.cli.catalog;

import org.jspecify.annotations.NullMarked;
