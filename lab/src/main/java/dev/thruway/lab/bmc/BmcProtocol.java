package dev.thruway.lab.bmc;

import dev.thruway.lab.fault.Operation;
import dev.thruway.lab.fault.SaidFault;
import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.util.List;

/// What rules for faults have to know of a management controller.
final class BmcProtocol implements ServerProtocol {

    private final BmcSessions sessions;

    BmcProtocol(BmcSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Operation operation(LabRequest request) {
        return new Operation(request.method(), List.of(request.path()));
    }

    /// The fault's type is a message such as `iLO.2.25.ResourceInUse`.
    @Override
    public LabResponse refusal(LabRequest request, SaidFault fault) {
        return BmcAnswers.message(status(fault.type()), fault.type(), fault.message());
    }

    private static int status(String messageId) {
        return switch (messageId.substring(messageId.lastIndexOf('.') + 1)) {
            case "NoValidSession" -> 401;
            case "InsufficientPrivilege" -> 403;
            case "ServiceTemporarilyUnavailable" -> 503;
            default -> 400;
        };
    }

    @Override
    public LabResponse failingTask(LabRequest request, SaidFault fault) {
        return refusal(request, fault);
    }

    @Override
    public void expireSession(LabRequest request) {
        request.header("x-auth-token").ifPresent(sessions::expire);
    }

    @Override
    public int openSessions() {
        return sessions.all().size();
    }
}
