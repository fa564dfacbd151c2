package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The kinds of events and how grave each is, which an event itself does not say.
final class EventKinds {

    private static final Map<String, String> CATEGORIES =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("EnteredMaintenanceModeEvent", "info"),
                            Map.entry("EnteringMaintenanceModeEvent", "info"),
                            Map.entry("ExitMaintenanceModeEvent", "info"),
                            Map.entry("HostConnectedEvent", "info"),
                            Map.entry("HostConnectionLostEvent", "error"),
                            Map.entry("HostDisconnectedEvent", "info"),
                            Map.entry("VmMigratedEvent", "info"),
                            Map.entry("UserLoginSessionEvent", "info"),
                            Map.entry("UserLogoutSessionEvent", "info"),
                            Map.entry("VmFailedToPowerOnEvent", "error"),
                            Map.entry("VmMessageErrorEvent", "error"),
                            Map.entry("VmPoweredOffEvent", "info"),
                            Map.entry("VmPoweredOnEvent", "info"),
                            Map.entry("VmReconfiguredEvent", "info"),
                            Map.entry("VmSuspendedEvent", "info")));

    private EventKinds() {}

    static Value.Data description() {
        return Value.data("EventDescription")
                .set(
                        "category",
                        Value.array(
                                "ElementDescription",
                                List.of(
                                        category("info", "Information"),
                                        category("warning", "Warning"),
                                        category("error", "Error"),
                                        category("user", "User"))))
                .set(
                        "eventInfo",
                        Value.array(
                                "EventDescriptionEventDetail",
                                CATEGORIES.entrySet().stream()
                                        .map(e -> detail(e.getKey(), e.getValue()))
                                        .toList()))
                .build();
    }

    private static Value.Data category(String key, String label) {
        return Value.data("ElementDescription")
                .set("label", label)
                .set("summary", label)
                .set("key", key)
                .build();
    }

    private static Value.Data detail(String key, String category) {
        return Value.data("EventDescriptionEventDetail")
                .set("key", key)
                .set("description", key)
                .set("category", category)
                .set("formatOnDatacenter", "")
                .set("formatOnComputeResource", "")
                .set("formatOnHost", "")
                .set("formatOnVm", "")
                .set("fullFormat", "")
                .build();
    }
}
