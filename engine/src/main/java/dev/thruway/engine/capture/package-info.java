/// Reads all of an inventory that a copy of it needs: everything that Thruway looks at, with what
/// makes it a world of its own. Only reading calls go out.
///
/// The reading itself is that of the other packages ([dev.thruway.engine.host.HostReader],
/// [dev.thruway.engine.vm.VmReader], [dev.thruway.engine.bmc.BmcReader]); here are the views, and
/// the few properties that only a copy wants.
@NullMarked
package dev.thruway.engine.capture;

import org.jspecify.annotations.NullMarked;
