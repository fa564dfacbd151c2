/// The wire of the lab's ESXi: vim values as a tree, written as XML, and requests read from XML.
///
/// The lab does not use the records and the codec of Thruway's own client. Other people's clients
/// ask for many more types than Thruway models, and a mistake in the codec must not cancel itself
/// out between the two sides of a test.
@NullMarked
package dev.thruway.lab.esxi.wire;

import org.jspecify.annotations.NullMarked;
