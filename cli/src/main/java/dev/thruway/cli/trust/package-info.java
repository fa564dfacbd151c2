/// First contact: a certificate or host key that nothing speaks for is shown to a person, who
/// decides, once.
///
/// What was accepted is kept on this computer and pinned from then on: another one is never asked
/// away, it is an error that names both. Without a person the contact is refused, with the line to
/// add to the file. Questions are asked one after the other, before the first look; a guest that is
/// off by then is asked about when it is met.
@NullMarked
package dev.thruway.cli.trust;

import org.jspecify.annotations.NullMarked;
