package dev.thruway.lab.esxi.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Collects the fields of a data object; at the end they are put into the order of the wire.
public final class DataBuilder {

    private final String type;
    private final List<Value.Field> fields = new ArrayList<>();

    DataBuilder(String type) {
        this.type = type;
    }

    public DataBuilder set(String name, Value value) {
        fields.add(new Value.Field(name, value));
        return this;
    }

    public DataBuilder set(String name, String value) {
        return set(name, Value.text(value));
    }

    public DataBuilder set(String name, boolean value) {
        return set(name, Value.truth(value));
    }

    public DataBuilder set(String name, int value) {
        return set(name, Value.integer(value));
    }

    public DataBuilder set(String name, long value) {
        return set(name, Value.longer(value));
    }

    public DataBuilder set(String name, Instant value) {
        return set(name, Value.time(value));
    }

    /// Leaves the field out where there is no value.
    public DataBuilder setIfPresent(String name, Optional<? extends Value> value) {
        value.ifPresent(v -> set(name, v));
        return this;
    }

    public Value.Data build() {
        return new Value.Data(wireName(), Schema.inOrder(type, fields), false);
    }

    /// Without the version that the type is as of.
    private String wireName() {
        int version = type.indexOf('@');
        return version < 0 ? type : type.substring(0, version);
    }

    /// The object, saying its type wherever it stands.
    public Value.Data buildNamed() {
        return build().saying();
    }
}
