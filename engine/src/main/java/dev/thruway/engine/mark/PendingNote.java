package dev.thruway.engine.mark;

import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Ran;
import dev.thruway.domain.observation.HostPending.Stage;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The text of `pending.json`.
final class PendingNote {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SHUTTING_DOWN = "shutting-down";
    private static final String MAINTENANCE = "maintenance";

    private PendingNote() {}

    static String text(HostPending pending) {
        var node = JSON.createObjectNode();
        node.put("bootTime", pending.bootTime().toString());
        node.put("who", pending.who());
        node.put("since", pending.since().toString());
        node.put(
                "stage",
                switch (pending.stage()) {
                    case SHUTTING_DOWN -> SHUTTING_DOWN;
                    case MAINTENANCE -> MAINTENANCE;
                });
        var ran = node.putArray("ran");
        pending.ran().forEach(vm -> ran.addObject().put("uuid", vm.uuid()).put("name", vm.name()));
        return node + "\n";
    }

    /// Notes of older versions say no stage: they were written for a maintenance mode. Empty where
    /// it is no such note.
    static Optional<HostPending> read(JsonNode node) {
        try {
            return Optional.of(
                    new HostPending(
                            Instant.parse(node.path("bootTime").asString("")),
                            node.path("who").asString(""),
                            Instant.parse(node.path("since").asString("")),
                            node.path("stage").asString("").equals(SHUTTING_DOWN)
                                    ? Stage.SHUTTING_DOWN
                                    : Stage.MAINTENANCE,
                            ran(node.path("ran"))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static List<Ran> ran(JsonNode array) {
        var ran = new ArrayList<Ran>();
        for (var vm : array) {
            var uuid = vm.path("uuid").asString("");
            if (!uuid.isEmpty()) {
                ran.add(new Ran(uuid, vm.path("name").asString("")));
            }
        }
        return ran;
    }
}
