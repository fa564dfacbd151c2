/// `gpus`: every GPU there is, and who has it.
@NullMarked
package dev.thruway.cli.gpus;

import org.jspecify.annotations.NullMarked;
