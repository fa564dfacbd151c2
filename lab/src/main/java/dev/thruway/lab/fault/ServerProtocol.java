package dev.thruway.lab.fault;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;

/// What the rules have to know of a server: what a request is about, how it is refused in the words
/// of the protocol, and where the sessions are.
public interface ServerProtocol {

    Operation operation(LabRequest request);

    /// The answer of a request that is refused. Does nothing.
    LabResponse refusal(LabRequest request, SaidFault fault);

    /// The answer of a request that begins a task, which fails; a refusal where it begins none.
    /// Does nothing else.
    LabResponse failingTask(LabRequest request, SaidFault fault);

    /// Ends the session that the request belongs to, where there is one.
    void expireSession(LabRequest request);

    /// How many sessions are open.
    int openSessions();
}
