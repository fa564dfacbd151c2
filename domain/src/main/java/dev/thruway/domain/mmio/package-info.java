/// The size of a VM's 64-bit MMIO window, from the address space that its devices ask for.
///
/// Known BARs decide: the next power of two GiB above their sum. The vendor's framebuffer rule is
/// used only where BARs are not known. What is not known at all is not guessed.
@NullMarked
package dev.thruway.domain.mmio;

import org.jspecify.annotations.NullMarked;
