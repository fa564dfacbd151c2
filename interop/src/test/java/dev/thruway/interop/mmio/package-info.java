/// Proof of the window by physics: QEMU with OVMF boots a Linux whose devices have the BARs of real
/// GPUs, in a 64-bit window of a size of our choice, and shows which BARs got an address.
///
/// It is the allocator of OVMF: the same arithmetic as ESXi's, but not ESXi.
@NullMarked
package dev.thruway.interop.mmio;

import org.jspecify.annotations.NullMarked;
