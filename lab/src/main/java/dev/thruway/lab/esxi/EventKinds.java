package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The kinds of events of this host and how grave each is, which an event itself does not say.
final class EventKinds {

    private static final Map<String, String> CATEGORIES =
            new TreeMap<>(
                    Map.of(
                            "EnteredMaintenanceModeEvent", "info",
                            "ExitMaintenanceModeEvent", "info",
                            "UserLoginSessionEvent", "info",
                            "UserLogoutSessionEvent", "info",
                            "VmFailedToPowerOnEvent", "error",
                            "VmMessageErrorEvent", "error",
                            "VmPoweredOffEvent", "info",
                            "VmPoweredOnEvent", "info",
                            "VmReconfiguredEvent", "info"));

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
