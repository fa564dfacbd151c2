/// The lab's world: servers with their PCI devices, ESXi hosts, VMs, files and events, and the
/// physics by which they change.
///
/// Nothing here knows a protocol, and nothing here knows what Thruway wants. The world changes only
/// by what is done to it: a toggle of passthrough is in effect at once where the host can rebind a
/// device, else after a reboot; a VM starts, or fails, or falls over seconds later, by the rules in
/// [PowerOn]. Every object is guarded by the one [Changes] of its world, which also tells a waiting
/// reader that something has moved.
///
/// ```
/// off ──powerOn──► starting ──► on ──powerOff, guest off, host gone──► off
///                     └─ refused: the task fails, VmFailedToPowerOnEvent ─► off
///                                 on ──window too small──► off, VmMessageErrorEvent
/// ```
@NullMarked
package dev.thruway.lab.world;

import org.jspecify.annotations.NullMarked;
