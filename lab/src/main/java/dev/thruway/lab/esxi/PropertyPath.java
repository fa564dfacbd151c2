package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Schema;
import dev.thruway.lab.esxi.wire.Value;

/// Reads `config.hardware.device` from a managed object.
final class PropertyPath {

    private PropertyPath() {}

    /// The value; [Value.Nothing] where the property is unset. A name that the object, or the data
    /// object on the way, does not have is refused.
    static Value read(ManagedObject object, String path) {
        var names = path.split("\\.", -1);
        var root = object.properties().get(names[0]);
        if (root == null) {
            throw VimFault.invalidProperty(path);
        }
        var value = root.get();
        for (int i = 1; i < names.length; i++) {
            value = step(value, names[i], path);
        }
        return names.length > 1 && empty(value) ? Value.nothing() : value;
    }

    /// An array without elements is no element inside a data object; a property of the object
    /// itself is answered as an array that is empty (recorded of a vCenter 8.0.3).
    private static boolean empty(Value value) {
        return value instanceof Value.Many many && many.items().isEmpty();
    }

    private static Value step(Value value, String name, String path) {
        if (value instanceof Value.Data data) {
            for (var field : data.fields()) {
                if (field.name().equals(name)) {
                    return field.value();
                }
            }
            if (Schema.fields(data.type()).filter(f -> !f.contains(name)).isPresent()) {
                throw VimFault.invalidProperty(path);
            }
            return Value.nothing();
        }
        if (value.isNothing()) {
            return Value.nothing();
        }
        throw VimFault.invalidProperty(path);
    }
}
