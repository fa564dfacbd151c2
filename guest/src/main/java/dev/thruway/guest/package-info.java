/// A machine somewhere else: run one program, put and get files.
///
/// A [dev.thruway.guest.Command] is a list of words, never shell text, so nothing that a caller
/// passes is ever interpreted on the way. What came back is a value, also where the program said
/// no; a [dev.thruway.guest.GuestException] means that we could not ask, or that the answer was
/// lost. How the machine is reached is the business of one package below: [dev.thruway.guest.ssh].
@NullMarked
package dev.thruway.guest;

import org.jspecify.annotations.NullMarked;
