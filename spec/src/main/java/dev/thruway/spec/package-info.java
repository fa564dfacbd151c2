/// The YAML file to the domain's spec, with the line and column of everything.
@NullMarked
package dev.thruway.spec;

import org.jspecify.annotations.NullMarked;
