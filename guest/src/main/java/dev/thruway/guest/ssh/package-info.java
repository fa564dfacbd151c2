/// A machine reached by SSH: one connection that many programs share, one program per exec request,
/// files over SFTP.
///
/// The host key is checked on every connection, the jump host's too. What is not known is never
/// accepted here: the exception carries the fingerprint, and whether to trust it is a person's
/// decision.
@NullMarked
package dev.thruway.guest.ssh;

import org.jspecify.annotations.NullMarked;
