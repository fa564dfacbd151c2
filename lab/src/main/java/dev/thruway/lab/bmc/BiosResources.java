package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// `Systems/1/Bios`: what is in effect, what is pending, and the registry of attributes.
///
/// A PATCH of what is pending is answered with 200 whatever it says; the truth is in the messages
/// of the current settings after the next POST, where `Success` stands even beside rejections (HPE
/// Server Management Portal, BIOS data model).
final class BiosResources {

    private final BmcHardware hardware;

    BiosResources(BmcHardware hardware) {
        this.hardware = hardware;
    }

    void addTo(BmcTree tree) {
        var id = registryId();
        tree.add("Systems/1/Bios/", () -> Template.fill("bios", current()));
        tree.add(
                "Systems/1/Bios/Settings/",
                new BmcResource(
                        () ->
                                Template.fill(
                                        "bios-settings",
                                        Map.of(
                                                "registry",
                                                id,
                                                "attributes",
                                                new TreeMap<>(hardware.bios().pending()))),
                        Map.of("PATCH", this::stage)));
        tree.collection(
                "Registries/", "MessageRegistryFileCollection", "Registry Repository", List.of(id));
        tree.add("Registries/" + id + "/", "registry-file", Map.of("id", id));
        tree.add(
                "registrystore/registries/en/" + id + "/",
                () -> Template.fill("bios-registry", registry()));
    }

    private String registryId() {
        return "BiosAttributeRegistry" + hardware.plates().biosFamily() + ".v1_1_58";
    }

    private Map<String, Object> current() {
        var applied = hardware.bios().applied();
        return Map.of(
                "settingsEtag",
                applied.map(a -> Integer.toHexString(a.hashCode())).orElse(""),
                "messages",
                applied.map(BiosResources::messages).orElse(List.of()),
                "appliedAt",
                applied.map(BmcBios.Application::at).map(Instant::toString).orElse(""),
                "registry",
                registryId(),
                "attributes",
                new TreeMap<>(hardware.bios().current()));
    }

    private static List<Map<String, Object>> messages(BmcBios.Application application) {
        var messages = new ArrayList<Map<String, Object>>();
        messages.add(Map.of("MessageId", "Base.1.0.Success"));
        for (var rejection : application.rejections()) {
            var message = new LinkedHashMap<String, Object>();
            message.put("MessageId", rejection.messageId());
            message.put("MessageArgs", List.of(rejection.attribute()));
            message.put("RelatedProperties", List.of("#/Attributes/" + rejection.attribute()));
            messages.add(message);
        }
        return messages;
    }

    private LabResponse stage(LabRequest request, JsonNode body) {
        var attributes = body.get("Attributes");
        if (attributes == null || !attributes.isObject()) {
            return BmcAnswers.message(400, "Base.1.18.PropertyMissing", "Attributes");
        }
        var settings = new LinkedHashMap<String, String>();
        attributes
                .properties()
                .forEach(p -> text(p.getValue()).ifPresent(v -> settings.put(p.getKey(), v)));
        hardware.bios().stage(settings);
        return BmcAnswers.message(200, "iLO.2.25.SystemResetRequired");
    }

    private static Optional<String> text(JsonNode value) {
        return value.isValueNode() ? Optional.of(value.asString()) : Optional.empty();
    }

    private Map<String, Object> registry() {
        var registry = hardware.bios().registry();
        return Map.of(
                "id", registryId(),
                "family", hardware.plates().biosFamily(),
                "attributes", registry.stream().map(BiosResources::entry).toList(),
                "dependencies", registry.stream().flatMap(a -> dependencies(a).stream()).toList());
    }

    private static Map<String, Object> entry(BmcBios.Attribute attribute) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("AttributeName", attribute.name());
        entry.put("DisplayName", attribute.displayName());
        entry.put("Type", "Enumeration");
        entry.put("DefaultValue", attribute.defaultValue());
        entry.put("ReadOnly", false);
        entry.put("ResetRequired", true);
        entry.put("Value", attribute.values().stream().map(v -> Map.of("ValueName", v)).toList());
        return entry;
    }

    private static List<Map<String, Object>> dependencies(BmcBios.Attribute attribute) {
        var dependencies = new ArrayList<Map<String, Object>>();
        new TreeMap<>(attribute.forced())
                .forEach((profile, value) -> {
                    dependencies.add(dependency(attribute.name(), profile, "CurrentValue", value));
                    dependencies.add(dependency(attribute.name(), profile, "ReadOnly", true));
                });
        return dependencies;
    }

    private static Map<String, Object> dependency(
            String attribute, String profile, String property, Object value) {
        return Map.of(
                "DependencyFor",
                attribute,
                "Type",
                "Map",
                "Dependency",
                Map.of(
                        "MapFrom",
                        List.of(
                                Map.of(
                                        "MapFromAttribute", "WorkloadProfile",
                                        "MapFromProperty", "CurrentValue",
                                        "MapFromCondition", "EQU",
                                        "MapFromValue", profile)),
                        "MapToAttribute",
                        attribute,
                        "MapToProperty",
                        property,
                        "MapToValue",
                        value));
    }
}
