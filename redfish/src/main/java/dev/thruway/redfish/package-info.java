/// Redfish: resources, sessions, tasks, and one quirks type per vendor.
@NullMarked
package dev.thruway.redfish;

import org.jspecify.annotations.NullMarked;
