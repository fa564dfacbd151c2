/// Other people's Redfish clients, unmodified, with the lab's management controller.
@NullMarked
package dev.thruway.interop.bmc;

import org.jspecify.annotations.NullMarked;
