package dev.thruway.interop.wire;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Our records of the API, all of them, found where their classes are.
final class VimRecords {

    /// Not of the API, or not as a type of its own there: a reference is an element with an
    /// attribute, pyvmomi hides the wrapper of faults, a NamedSelectionSpec is a SelectionSpec with
    /// a name only, and an Unknown stands for what we do not model.
    private static final Set<String> OURS_ALONE =
            Set.of("ManagedObjectReference", "LocalizedMethodFault", "NamedSelectionSpec");

    /// The way in to esxcli, which is no part of `urn:vim25`'s published description.
    private static final String UNPUBLISHED = "ReflectManagedMethodExecuter";

    private static final Map<Class<?>, Set<String>> SIMPLE =
            Map.of(
                    String.class,
                    Set.of(
                            "string",
                            "TypeName",
                            "MethodName",
                            "PropertyPath",
                            "anyURI",
                            "base64Binary"),
                    Boolean.class,
                    Set.of("boolean"),
                    Byte.class,
                    Set.of("byte"),
                    Short.class,
                    Set.of("short"),
                    Integer.class,
                    Set.of("int"),
                    Long.class,
                    Set.of("long"),
                    java.time.Instant.class,
                    Set.of("dateTime"),
                    Object.class,
                    Set.of("anyType"));

    private VimRecords() {}

    static List<Class<?>> all() throws IOException, URISyntaxException {
        var reference = ManagedObjectReference.class;
        var folder = "/" + reference.getPackageName().replace('.', '/');
        var source = Path.of(reference.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(source)) {
            return in(source.resolve(folder.substring(1)));
        }
        try (var jar = FileSystems.newFileSystem(source)) {
            return in(jar.getPath(folder));
        }
    }

    private static List<Class<?>> in(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(name -> !OURS_ALONE.contains(name))
                    .filter(name -> !name.startsWith("Unknown") && !name.startsWith(UNPUBLISHED))
                    .sorted()
                    .<Class<?>>map(VimRecords::named)
                    .toList();
        }
    }

    static Class<?> named(String name) {
        try {
            return Class.forName(ManagedObjectReference.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static boolean isMany(RecordComponent component) {
        return component.getType() == List.class;
    }

    /// What an element of the component holds.
    static Class<?> item(RecordComponent component) {
        if (isMany(component)) {
            var list = (ParameterizedType) component.getGenericType();
            return (Class<?>) list.getActualTypeArguments()[0];
        }
        return component.getType();
    }

    /// Whether a component holds what pyvmomi says of the field. An enumeration, and the key of a
    /// linked object, may be kept as text; a fault stands in its wrapper.
    static boolean holds(RecordComponent component, TypeTables.Field field, TypeTables tables) {
        var item = item(component);
        var simple = SIMPLE.get(item);
        if (simple != null && simple.contains(field.type())) {
            return true;
        }
        if (item == String.class) {
            return field.type().equals("Link") || tables.enums().containsKey(field.type());
        }
        return item.getSimpleName()
                .equals(field.type().equals("MethodFault") ? "LocalizedMethodFault" : field.type());
    }
}
