package dev.thruway.vsphere.codec;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How elements of a declared type are read; found out once for each type.
///
/// @param name the type's own on the wire
/// @param constants those of an enumeration
record Kind(Class<?> type, What what, String name, Map<String, Object> constants) {

    /// What stands in an element.
    enum What {
        ANY,
        REFERENCE,
        CONSTANT,
        FAMILY,
        RECORD,
        SIMPLE
    }

    private static final ClassValue<Kind> KINDS =
            new ClassValue<>() {
                @Override
                protected Kind computeValue(Class<?> type) {
                    return new Kind(type, what(type), type.getSimpleName(), constants(type));
                }
            };

    static Kind of(Class<?> type) {
        return KINDS.get(type);
    }

    private static What what(Class<?> type) {
        if (type == Object.class) {
            return What.ANY;
        }
        if (type == ManagedObjectReference.class) {
            return What.REFERENCE;
        }
        if (type.isEnum()) {
            return What.CONSTANT;
        }
        if (type.isSealed()) {
            return What.FAMILY;
        }
        return type.isRecord() ? What.RECORD : What.SIMPLE;
    }

    private static Map<String, Object> constants(Class<?> type) {
        var byName = new HashMap<String, Object>();
        if (type.isEnum()) {
            for (var constant : type.getEnumConstants()) {
                byName.put(((Enum<?>) constant).name(), constant);
            }
        }
        return Map.copyOf(byName);
    }

    /// The constant of a name; the unrecognized one where there is none.
    @Nullable Object constant(String word) {
        var constant = constants.get(word);
        return constant == null ? constants.get("UNRECOGNIZED") : constant;
    }
}
