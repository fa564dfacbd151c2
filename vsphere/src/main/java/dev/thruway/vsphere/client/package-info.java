/// A session with one vCenter or ESXi host: calls, properties, tasks, files.
///
/// One session for each endpoint, shared by all threads, logged out when closed. A wrong password
/// is never tried again. A session that ended is renewed once, and what was asked is asked again.
/// Reading is repeated a few times when the connection fails; changing never is. What the server
/// answers is returned; what it refuses, and what could not be asked, is a [VsphereException].
@NullMarked
package dev.thruway.vsphere.client;

import org.jspecify.annotations.NullMarked;
