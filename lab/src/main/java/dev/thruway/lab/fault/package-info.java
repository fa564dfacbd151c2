/// Faults by rule: what the lab's servers do wrong because somebody said so. The engine stands in
/// front of a server and knows requests and answers; the world behind it never hears of it.
///
/// ```
/// request ─► FaultyServer ─► the server that was meant
///               │  ▲
///               ▼  │ which rule is due
///             FaultRules ◄── scenario (`faults:`) and tests
/// ```
@NullMarked
package dev.thruway.lab.fault;

import org.jspecify.annotations.NullMarked;
