package dev.thruway.engine.capture;

import dev.thruway.domain.text.Phrase;

/// Something that is not in a copy because it could not be read.
///
/// @param what whose it is: the name of a server, a vCenter or a VM
public record Unread(String what, Phrase cause) {}
