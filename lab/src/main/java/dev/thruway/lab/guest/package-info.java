/// The lab's guest: one operating system with a disk that stays and a kernel that does not.
///
/// The hypervisor plugs [dev.thruway.lab.guest.GuestHardware] into a
/// [dev.thruway.lab.guest.GuestMachine] and switches it on; from there the guest's state follows
/// from what is on its disk and what is done to it. There are no answers here, only a table of
/// programs over a file system and a kernel.
///
/// ```
///            powerOn            booted
///   off ───────────────► booting ─────► up ──┐ reboot: new boot id, same hardware
///    ▲                      ▲                │
///    │   powerOff/poweroff  └── going down ◄─┘
///    └──────────────────────────────┘
/// ```
@NullMarked
package dev.thruway.lab.guest;

import org.jspecify.annotations.NullMarked;
