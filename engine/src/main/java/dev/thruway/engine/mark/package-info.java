/// What Thruway notes beside the things it changes (docs/decisions/0005): on the host's datastore
/// and in the VM's extraConfig. Read as part of the observation, so that another administrator on
/// another computer sees the same truth.
@NullMarked
package dev.thruway.engine.mark;

import org.jspecify.annotations.NullMarked;
