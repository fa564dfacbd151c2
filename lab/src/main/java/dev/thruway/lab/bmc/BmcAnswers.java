package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Answers in iLO's form: every outcome is an `error` object with one message, success too.
final class BmcAnswers {

    private BmcAnswers() {}

    /// An outcome.
    ///
    /// @param arguments in the order of the message's places
    static LabResponse message(int status, String messageId, String... arguments) {
        var message = new LinkedHashMap<String, Object>();
        if (arguments.length > 0) {
            message.put("MessageArgs", List.of(arguments));
        }
        message.put("MessageId", messageId);
        return json(status, Map.of(), Template.fill("error", Map.of("message", message)));
    }

    static LabResponse json(int status, Map<String, String> headers, JsonNode document) {
        var all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json; charset=utf-8");
        all.put("OData-Version", "4.0");
        all.put("Cache-Control", "no-cache");
        var body = Template.JSON.writeValueAsString(document);
        return new LabResponse(status, all, body.getBytes(StandardCharsets.UTF_8));
    }
}
