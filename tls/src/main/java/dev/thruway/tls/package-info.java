/// Why a server's certificate is believed, for every client that speaks TLS.
@NullMarked
package dev.thruway.tls;

import org.jspecify.annotations.NullMarked;
