package dev.thruway.lab.esxi.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;

/// A value of the vim API, ready to be written.
public sealed interface Value {

    /// The name that `xsi:type` gives it where any type may stand.
    String type();

    /// No value: what a method of type void answers, and what an unset property is.
    record Nothing() implements Value {
        @Override
        public String type() {
            return "xsd:anyType";
        }
    }

    default boolean isNothing() {
        return this instanceof Nothing;
    }

    /// A simple value.
    ///
    /// @param type `xsd:string`, or an enumeration's own name
    record Plain(String type, String text) implements Value {}

    /// A reference to a managed object.
    record Ref(String kind, String id) implements Value {
        @Override
        public String type() {
            return "ManagedObjectReference";
        }

        @Override
        public String toString() {
            return kind + ":" + id;
        }
    }

    /// An array: the elements stand side by side under their field's name, or under their own type
    /// name inside an `ArrayOf…`.
    record Many(String type, String itemName, List<Value> items) implements Value {
        public Many {
            items = List.copyOf(items);
        }
    }

    /// A data object, its fields in the order of the wire.
    ///
    /// @param named whether it says its type wherever it stands, because it stands for a base type
    record Data(String type, List<Field> fields, boolean named) implements Value {
        public Data {
            fields = List.copyOf(fields);
        }

        /// This one, saying its type.
        public Data saying() {
            return new Data(type, fields, true);
        }
    }

    /// A field of a data object.
    record Field(String name, Value value) {}

    static Value nothing() {
        return new Nothing();
    }

    static Plain text(String value) {
        return new Plain("xsd:string", value);
    }

    static Plain truth(boolean value) {
        return new Plain("xsd:boolean", String.valueOf(value));
    }

    static Plain integer(int value) {
        return new Plain("xsd:int", String.valueOf(value));
    }

    static Plain longer(long value) {
        return new Plain("xsd:long", String.valueOf(value));
    }

    /// A number of 16 bits: vim's are signed, so that 0x8086 is written -32634.
    static Plain shorter(int value) {
        return new Plain("xsd:short", String.valueOf((short) value));
    }

    /// A number of 8 bits, signed as vim's are.
    static Plain octet(int value) {
        return new Plain("xsd:byte", String.valueOf((byte) value));
    }

    /// A server's clock has microseconds.
    static Plain time(Instant value) {
        return new Plain("xsd:dateTime", value.truncatedTo(ChronoUnit.MICROS).toString());
    }

    /// A value of an enumeration.
    static Plain of(String enumeration, String value) {
        return new Plain(enumeration, value);
    }

    static Many texts(Collection<String> values) {
        return new Many(
                "ArrayOfString",
                "string",
                values.stream().map(Value::text).map(Value.class::cast).toList());
    }

    /// References under their field's name.
    static Many refs(Collection<Ref> values) {
        return new Many(
                "ArrayOfManagedObjectReference", "ManagedObjectReference", List.copyOf(values));
    }

    /// Data objects of one type, or of types that extend it.
    static Many array(String type, Collection<? extends Value> values) {
        return new Many("ArrayOf" + type, type, List.copyOf(values));
    }

    /// Begins a data object.
    ///
    /// @param type as the API of 8.0.2 has it, or with a version behind it: `HostPciDevice@9.1`
    static DataBuilder data(String type) {
        return new DataBuilder(type);
    }
}
