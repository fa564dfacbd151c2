/// A machine somewhere else: run one program, put and get files.
@NullMarked
package dev.thruway.guest;

import org.jspecify.annotations.NullMarked;
