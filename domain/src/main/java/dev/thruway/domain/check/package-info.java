/// Preflight: from the file and what was seen to findings, each with what stops the journey and how
/// to mend it. Pure, and it changes nothing.
///
/// ```
///  Spec ───────────┐
///  Observation ────┤                 HostChecks ─┐
///  PreflightFacts ─┼─► Preflight ─►  VmChecks   ─┼─► findings by target
///  Knowledge ──────┤                 PlanChecks ─┘
///  Plan ───────────┘
/// ```
///
/// What could not be read is a finding of its own, `unknown`: it is never taken for fine.
///
/// Of all this a plan asks what would keep a VM from starting (`PowerOns`), so that no host is
/// rebooted in vain.
@NullMarked
package dev.thruway.domain.check;

import org.jspecify.annotations.NullMarked;
