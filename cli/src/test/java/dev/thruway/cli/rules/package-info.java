/// Rules that hold for the code of every module.
@NullMarked
package dev.thruway.cli.rules;

import org.jspecify.annotations.NullMarked;
