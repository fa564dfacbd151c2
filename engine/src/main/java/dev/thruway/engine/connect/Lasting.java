package dev.thruway.engine.connect;

import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.Properties;
import dev.thruway.vsphere.client.PropertyValue;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Properties of objects of one type that stay as they are while a sign of them does, as all of a
/// VM's configuration does while its `config.changeVersion` is the same. Looking again, they are
/// read again only of those objects whose sign has changed.
public final class Lasting {

    private final Paths paths;
    private final Map<ManagedObjectReference, ObjectProperties> known = new HashMap<>();

    /// What is read.
    ///
    /// @param sign single values which, while all are the same, say that what lasts is so too
    /// @param now what may change without them
    /// @param lasting what does not
    public record Paths(List<String> sign, List<String> now, List<String> lasting) {

        public Paths {
            sign = List.copyOf(sign);
            now = List.copyOf(now);
            lasting = List.copyOf(lasting);
        }

        /// Those of all three kinds.
        public List<String> every() {
            return Stream.of(sign, now, lasting).flatMap(List::stream).toList();
        }

        private String[] brief() {
            return Stream.of(sign, now).flatMap(List::stream).toArray(String[]::new);
        }
    }

    /// Whether what was read before may be used.
    public enum Look {
        /// No: everything is read.
        FIRST,
        /// Yes, where the sign is the same.
        AGAIN
    }

    public Lasting(Paths paths) {
        this.paths = paths;
    }

    /// Those of the objects that the server shows, in the order in which they are asked for.
    public List<ObjectProperties> read(
            Properties properties, List<ManagedObjectReference> objects, Look look) {
        var before =
                look == Look.AGAIN
                        ? known(objects)
                        : Map.<ManagedObjectReference, ObjectProperties>of();
        var now = new HashMap<ManagedObjectReference, ObjectProperties>();
        var changed = new ArrayList<>(objects);
        for (var brief : properties.of(before.keySet(), paths.brief())) {
            var old = before.get(brief.ref());
            if (old != null && isAsBefore(brief, old)) {
                now.put(brief.ref(), brief.with(paths.lasting(), old));
            }
        }
        changed.removeAll(now.keySet());
        properties
                .of(changed, paths.every().toArray(String[]::new))
                .forEach(read -> now.put(read.ref(), read));
        remember(now);
        return objects.stream().filter(now::containsKey).map(now::get).toList();
    }

    private boolean isAsBefore(ObjectProperties now, ObjectProperties before) {
        return paths.sign().stream()
                .allMatch(path ->
                        now.get(path, Object.class) instanceof PropertyValue.Set<Object> value
                                && value.equals(before.get(path, Object.class)));
    }

    private synchronized Map<ManagedObjectReference, ObjectProperties> known(
            List<ManagedObjectReference> objects) {
        var those = new HashMap<>(known);
        those.keySet().retainAll(objects);
        return those;
    }

    private synchronized void remember(Map<ManagedObjectReference, ObjectProperties> read) {
        known.putAll(read);
    }
}
