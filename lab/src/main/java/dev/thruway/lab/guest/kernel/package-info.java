/// The guest's running kernel: a PCI bus, modules that are loaded and what they did, and a log.
///
/// Lost at every power-off and reboot. Which modules may load follows from what the files say
/// (built for which kernel, signed by whom) and from the firmware's Secure Boot; which driver holds
/// a GPU from who came first.
@NullMarked
package dev.thruway.lab.guest.kernel;

import org.jspecify.annotations.NullMarked;
