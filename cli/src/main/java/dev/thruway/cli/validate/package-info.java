/// `validate`: reads the file and nothing else.
@NullMarked
package dev.thruway.cli.validate;

import org.jspecify.annotations.NullMarked;
