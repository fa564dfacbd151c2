package dev.thruway.vsphere.client;

import dev.thruway.vsphere.vim.LocalizedMethodFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.ObjectContent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was read of one object.
public final class ObjectProperties {

    private final ManagedObjectReference ref;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, LocalizedMethodFault> missing = new HashMap<>();

    ObjectProperties(ObjectContent content) {
        this.ref = content.obj();
        content.propSet().forEach(p -> values.put(p.name(), p.val()));
        content.missingSet().forEach(m -> missing.put(m.path(), m.fault()));
    }

    private ObjectProperties(ObjectProperties other) {
        this.ref = other.ref;
        values.putAll(other.values);
        missing.putAll(other.missing);
    }

    /// These, and as the values at some other paths what was read of the object before.
    public ObjectProperties with(List<String> paths, ObjectProperties before) {
        var both = new ObjectProperties(this);
        for (var path : paths) {
            Optional.ofNullable(before.values.get(path)).ifPresent(v -> both.values.put(path, v));
            Optional.ofNullable(before.missing.get(path)).ifPresent(f -> both.missing.put(path, f));
        }
        return both;
    }

    public ManagedObjectReference ref() {
        return ref;
    }

    /// The property at a path. Throws [VsphereException] where it is of another type than the API
    /// says.
    public <T> PropertyValue<T> get(String path, Class<T> type) {
        var fault = missing.get(path);
        if (fault != null) {
            return new PropertyValue.Unread<>(fault);
        }
        var value = values.get(path);
        if (value == null) {
            return new PropertyValue.Unset<>();
        }
        if (!type.isInstance(value)) {
            throw new VsphereException(
                    path + " of " + ref,
                    new VsphereFault.Malformed("is a " + value.getClass().getSimpleName()));
        }
        return new PropertyValue.Set<>(type.cast(value));
    }

    /// The value at a path, empty where there is none.
    public <T> Optional<T> find(String path, Class<T> type) {
        return get(path, type).found();
    }

    /// The items of an array; none where it is not set.
    public <T> List<T> list(String path, Class<T> item) {
        return find(path, List.class).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .filter(item::isInstance)
                .map(item::cast)
                .toList();
    }

    /// Whether the server refused to show this property.
    public boolean unread(String path) {
        return missing.containsKey(path);
    }
}
