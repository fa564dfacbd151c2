/// vim types, named to the letter, so that the vendor's documentation is ours: records whose
/// components stand in wire order, base type first. What is modelled is what is used; fields and
/// types beyond that are skipped when read.
///
/// A type that others extend, where the difference matters, is a sealed interface. A subtype that
/// is not modelled becomes the interface's `Unknown…` record, which keeps its name and the base's
/// fields.
@NullMarked
package dev.thruway.vsphere.vim;

import org.jspecify.annotations.NullMarked;
