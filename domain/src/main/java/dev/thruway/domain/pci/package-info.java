/// The words of PCI: where a function sits, what it is, and what address space it asks for.
///
/// The lab shares this package with the rest, and nothing else of the domain: its physics must not
/// know how Thruway sizes a window.
@NullMarked
package dev.thruway.domain.pci;

import org.jspecify.annotations.NullMarked;
