/// Redfish: one management controller, its sessions and resources, and one quirks type per vendor.
///
/// [dev.thruway.redfish.RedfishClient] answers the few questions that matter for passthrough, and
/// makes the two changes: BIOS settings and a reset. Below it, three layers that know nothing of
/// each other's work: documents by link ([dev.thruway.redfish.Resources]), one request at a time
/// with login, redirects and retries (`Channel`), and bytes
/// ([dev.thruway.redfish.RedfishTransport]). Controllers leave fields out, repeat members, write
/// control characters into their JSON and answer in any case of a link; what is missing is empty
/// here, never invented.
@NullMarked
package dev.thruway.redfish;

import org.jspecify.annotations.NullMarked;
