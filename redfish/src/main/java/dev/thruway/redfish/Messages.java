package dev.thruway.redfish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Reads the messages of an error (DSP0266, "Error responses").
final class Messages {

    private static final int LONGEST = 300;

    private Messages() {}

    static RedfishFault.Rejected refusal(int status, Optional<? extends JsonNode> body) {
        var error = body.map(b -> b.path("error")).orElse(MissingNode.getInstance());
        var message = Json.at(error, "@Message.ExtendedInfo").path(0);
        var id = Json.text(message, "MessageId").or(() -> Json.text(error, "code")).orElse("");
        var text = Json.text(message, "Message").or(() -> arguments(message));
        return new RedfishFault.Rejected(
                status,
                cut(id),
                cut(text.or(() -> Json.text(error, "message")).orElse("HTTP " + status)));
    }

    /// iLO leaves the sentence out and gives what would fill it.
    private static Optional<String> arguments(JsonNode message) {
        List<String> arguments = new ArrayList<>();
        message.path("MessageArgs").forEach(a -> arguments.add(a.asString("")));
        return arguments.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", arguments));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
