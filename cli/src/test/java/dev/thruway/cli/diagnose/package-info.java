/// What `diagnose` prints, and that the pages of the findings are the findings.
@NullMarked
package dev.thruway.cli.diagnose;

import org.jspecify.annotations.NullMarked;
