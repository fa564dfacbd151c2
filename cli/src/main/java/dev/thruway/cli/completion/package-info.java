/// `completion`: prints the script that lets a shell complete commands and options.
@NullMarked
package dev.thruway.cli.completion;

import org.jspecify.annotations.NullMarked;
