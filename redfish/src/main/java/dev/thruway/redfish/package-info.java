/// Speaks Redfish to one baseboard management controller: how bytes get there ([RedfishTransport]),
/// whose certificate is believed ([RedfishTrust]), the session, and resources as tolerant trees.
///
/// ```
///   open ── login ──► usable ──── 401 ────► renewed once ── 401 ──► refused, for good
///                       │                        │
///                       └───────── close ────────┴──► logged out
/// ```
///
/// A login that failed is never repeated by itself: iLO answers failures with growing delays and
/// other makers lock the account (Redfish `AccountLockoutThreshold`).
@NullMarked
package dev.thruway.redfish;

import org.jspecify.annotations.NullMarked;
