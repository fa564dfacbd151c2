/// `thruway mmio`: the MMIO window that a VM with given GPUs needs, with the sum that leads to it.
///
/// Needs no file and contacts nothing: the GPU catalog and the domain's sizing are all it uses.
@NullMarked
package dev.thruway.cli.mmio;

import org.jspecify.annotations.NullMarked;
