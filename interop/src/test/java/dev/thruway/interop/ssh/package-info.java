/// SSH against OpenSSH: our client with its server, its clients with our lab.
@NullMarked
package dev.thruway.interop.ssh;

import org.jspecify.annotations.NullMarked;
