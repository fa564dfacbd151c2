/// The lab's web servers: a thin layer over the JDK's, with limits.
@NullMarked
package dev.thruway.lab.http;

import org.jspecify.annotations.NullMarked;
