package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Collects the properties of a managed object.
final class Properties {

    private final Map<String, Supplier<Value>> properties = new LinkedHashMap<>();

    /// What every entity of the inventory has.
    static Properties ofEntity(
            Supplier<String> name, Optional<Value.Ref> parent, Supplier<List<Value.Ref>> tasks) {
        return new Properties()
                .set("name", () -> Value.text(name.get()))
                .set("parent", () -> parent.map(Value.class::cast).orElse(Value.nothing()))
                .set("overallStatus", () -> Value.of("ManagedEntityStatus", "green"))
                .set("configStatus", () -> Value.of("ManagedEntityStatus", "green"))
                .set("recentTask", () -> Value.refs(tasks.get()))
                .set("alarmActionsEnabled", () -> Value.truth(false))
                .set(
                        "effectiveRole",
                        () -> new Value.Many("ArrayOfInt", "int", List.of(Value.integer(-1))))
                .set("disabledMethod", Value.texts(List.of()))
                .empty("availableField", "CustomFieldDef")
                .empty("configIssue", "Event")
                .empty("customValue", "CustomFieldValue")
                .empty("declaredAlarmState", "AlarmState")
                .empty("permission", "Permission")
                .empty("tag", "Tag")
                .empty("triggeredAlarmState", "AlarmState")
                .empty("value", "CustomFieldValue");
    }

    Properties set(String name, Supplier<Value> value) {
        properties.put(name, value);
        return this;
    }

    Properties set(String name, Value value) {
        return set(name, () -> value);
    }

    /// An array without elements.
    Properties empty(String name, String itemType) {
        return set(name, Value.array(itemType, List.of()));
    }

    /// Properties that the object has, without a value.
    Properties unset(String... names) {
        for (var name : names) {
            properties.put(name, () -> Value.nothing());
        }
        return this;
    }

    Map<String, Supplier<Value>> map() {
        return Map.copyOf(properties);
    }
}
