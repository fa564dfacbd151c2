package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.Map;
import java.util.function.Supplier;

/// A managed object made of its parts.
record SimpleObject(
        Value.Ref ref, Map<String, Supplier<Value>> properties, Map<String, Method> methods)
        implements ManagedObject {

    SimpleObject {
        properties = Map.copyOf(properties);
        methods = Map.copyOf(methods);
    }

    SimpleObject(Value.Ref ref, Properties properties) {
        this(ref, properties.map(), Map.of());
    }

    SimpleObject(Value.Ref ref, Map<String, Method> methods) {
        this(ref, Map.of(), methods);
    }
}
