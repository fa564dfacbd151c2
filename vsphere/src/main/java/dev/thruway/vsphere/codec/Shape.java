package dev.thruway.vsphere.codec;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a record looks on the wire; found out once for each record.
final class Shape {

    /// The component that holds the wire type's own name; never an element.
    static final String TYPE_NAME = "typeName";

    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(type);
                }
            };

    /// One component.
    ///
    /// @param kind what an element of it holds; of a list, what each holds
    record Field(String name, Kind kind, Occurs occurs, int index, MethodHandle accessor) {

        Class<?> type() {
            return kind.type();
        }

        boolean isTypeName() {
            return name.equals(TYPE_NAME);
        }
    }

    /// How often an element stands.
    enum Occurs {
        OPTIONAL,
        ONCE,
        MANY
    }

    private final Class<?> type;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Field> byName = new HashMap<>();
    private final MethodHandle constructor;

    private Shape(Class<?> type) {
        this.type = type;
        if (!type.isRecord()) {
            throw new IllegalArgumentException("not a record: " + type);
        }
        var lookup = MethodHandles.publicLookup();
        var components = type.getRecordComponents();
        var parameters = new Class<?>[components.length];
        try {
            for (int i = 0; i < components.length; i++) {
                parameters[i] = components[i].getType();
                var field = field(components[i], i, lookup);
                fields.add(field);
                byName.put(field.name(), field);
            }
            constructor =
                    lookup.unreflectConstructor(type.getDeclaredConstructor(parameters))
                            .asSpreader(Object[].class, components.length)
                            .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("not a public record: " + type, e);
        }
    }

    private static Field field(RecordComponent component, int index, MethodHandles.Lookup lookup)
            throws IllegalAccessException {
        var accessor = lookup.unreflect(component.getAccessor());
        if (component.getType() == List.class) {
            Type item =
                    ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0];
            return new Field(
                    component.getName(), Kind.of((Class<?>) item), Occurs.MANY, index, accessor);
        }
        var occurs =
                component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        ? Occurs.OPTIONAL
                        : Occurs.ONCE;
        return new Field(
                component.getName(), Kind.of(component.getType()), occurs, index, accessor);
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    List<Field> fields() {
        return fields;
    }

    @Nullable Field field(String name) {
        return byName.get(name);
    }

    /// A record of these values, in the order of the components.
    Object create(@Nullable Object[] values) {
        for (var field : fields) {
            if (values[field.index()] == null && field.occurs() == Occurs.MANY) {
                values[field.index()] = List.of();
            }
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make " + type, e);
        }
    }

    @Nullable Object value(Field field, Object object) {
        try {
            return field.accessor().invoke(object);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + type + "." + field.name(), e);
        }
    }
}
