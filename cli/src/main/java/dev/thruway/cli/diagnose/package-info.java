/// `thruway diagnose`: explains a failure. Of files it needs nothing else: the logs of a VM, the
/// messages of a guest, or what a tool printed, in any mixture.
@NullMarked
package dev.thruway.cli.diagnose;

import org.jspecify.annotations.NullMarked;
