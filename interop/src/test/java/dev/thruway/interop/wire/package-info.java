/// Our wire against other people's descriptions of the API: the SOAP of all tests, read and written
/// again with govmomi's types, and our records beside pyvmomi's type tables.
@NullMarked
package dev.thruway.interop.wire;

import org.jspecify.annotations.NullMarked;
