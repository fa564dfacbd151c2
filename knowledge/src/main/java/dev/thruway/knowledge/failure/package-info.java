/// From lines of logs and messages to causes and fixes.
///
/// ```
/// LogLine ──▶ FailureRules ──▶ Diagnosis ──▶ Finding
///             (failures.yaml)   (merges, drops the general where the specific is there)
/// ```
///
/// The rules are data with sources. The matcher is pure, bounded in memory however many lines it is
/// fed, and needs no context: it is the same for a log on disk and for a live host.
@NullMarked
package dev.thruway.knowledge.failure;

import org.jspecify.annotations.NullMarked;
