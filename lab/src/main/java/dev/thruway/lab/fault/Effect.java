package dev.thruway.lab.fault;

/// What a rule does to a call that it meets, after its delay.
public sealed interface Effect {

    /// Nothing: the call was only late.
    record Late() implements Effect {}

    /// The call is refused, and nothing is done.
    record Refused(SaidFault fault) implements Effect {}

    /// The call succeeds, and the task that it began fails; nothing is done. A call that begins no
    /// task is refused.
    record TaskFails(SaidFault fault) implements Effect {}

    /// Something else comes than an answer.
    record Replaced(Instead instead) implements Effect {}
}
