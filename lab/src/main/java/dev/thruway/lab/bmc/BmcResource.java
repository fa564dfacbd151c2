package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One resource: its document, and what else can be done to it.
///
/// @param operations by HTTP method
record BmcResource(Supplier<ObjectNode> document, Map<String, Operation> operations) {

    BmcResource {
        operations = Map.copyOf(operations);
    }

    static BmcResource readOnly(Supplier<ObjectNode> document) {
        return new BmcResource(document, Map.of());
    }

    /// Something that a client does to a resource.
    @FunctionalInterface
    interface Operation {
        /// @param body an object; an empty one where the request had none
        LabResponse run(LabRequest request, JsonNode body);
    }
}
