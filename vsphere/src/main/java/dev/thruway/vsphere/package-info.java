/// vSphere Web Services over SOAP: types ({@code vim}), wire format ({@code codec}), {@code
/// client}.
@NullMarked
package dev.thruway.vsphere;

import org.jspecify.annotations.NullMarked;
