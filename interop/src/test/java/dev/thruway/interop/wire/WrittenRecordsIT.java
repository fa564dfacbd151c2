package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.vsphere.codec.ApiVersion;
import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.Description;
import dev.thruway.vsphere.vim.EventFilterSpec;
import dev.thruway.vsphere.vim.HostDatastoreBrowserSearchSpec;
import dev.thruway.vsphere.vim.HostPciPassthruConfig;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.PropertyFilterSpec;
import dev.thruway.vsphere.vim.RetrieveOptions;
import dev.thruway.vsphere.vim.VirtualMachineConfigSpec;
import dev.thruway.vsphere.vim.WaitOptions;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What we write, by pyvmomi's tables, for every record that can stand in a request: what a
/// server's version does not know is left out, nothing else is, and what the API requires is never
/// missing.
class WrittenRecordsIT {

    private static final ManagedObjectReference OBJECT = new ManagedObjectReference("VM", "vm-1");

    /// What methods take.
    private static final List<Class<?>> ARGUMENTS =
            List.of(
                    VirtualMachineConfigSpec.class,
                    HostPciPassthruConfig.class,
                    PropertyFilterSpec.class,
                    RetrieveOptions.class,
                    WaitOptions.class,
                    EventFilterSpec.class,
                    HostDatastoreBrowserSearchSpec.class);

    /// Stands in what is written, and is read only: a server names its devices itself.
    private static final Set<Class<?>> READ_ONLY = Set.of(Description.class);

    /// Every record that can be a part of an argument.
    private static Set<Class<?>> written() {
        var found = new LinkedHashSet<Class<?>>();
        var todo = new ArrayList<Class<?>>(ARGUMENTS);
        while (!todo.isEmpty()) {
            var type = todo.removeLast();
            if (type.isSealed()) {
                todo.addAll(List.of(type.getPermittedSubclasses()));
            } else if (type.isRecord()
                    && type != ManagedObjectReference.class
                    && !type.getSimpleName().startsWith("Unknown")
                    && found.add(type)) {
                for (var component : type.getRecordComponents()) {
                    todo.add(VimRecords.item(component));
                }
            }
        }
        return found;
    }

    private static String tableName(Class<?> type) {
        return type.getSimpleName().replace("NamedSelectionSpec", "SelectionSpec");
    }

    @Test
    void everyFieldIsWrittenFromTheVersionOnThatHasIt() throws Exception {
        var written = written();
        var tables = TypeTables.of(written.stream().map(WrittenRecordsIT::tableName).toList());
        var wrong = new ArrayList<String>();
        int newer = 0;
        for (var type : written) {
            var theirs = tables.data().get(tableName(type));
            var typeItself = typeSince(theirs);
            for (var component : type.getRecordComponents()) {
                var since = since(theirs.field(component.getName()).orElseThrow());
                var body = type.getSimpleName() + "." + component.getName() + " since " + since;
                if (!isWritten(type, component, since)) {
                    wrong.add(body + " is not written");
                }
                boolean older = since.compareTo(ApiVersion.OLDEST) <= 0 || since.equals(typeItself);
                newer += older ? 0 : 1;
                if (!older && isWritten(type, component, before(since))) {
                    wrong.add(body + " is written to an older server");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(newer).isPositive();
    }

    @Test
    void nothingIsMissingThatTheApiRequires() throws Exception {
        var written = written();
        var tables = TypeTables.of(written.stream().map(WrittenRecordsIT::tableName).toList());
        var wrong = new ArrayList<String>();
        for (var type : written) {
            for (var field : tables.data().get(tableName(type)).fields()) {
                if (!field.optional()
                        && !READ_ONLY.contains(type)
                        && !isDemanded(type, field.name())) {
                    wrong.add(type.getSimpleName() + "." + field.name());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static boolean isDemanded(Class<?> type, String field) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> c.getName().equals(field))
                .anyMatch(c ->
                        VimRecords.isMany(c)
                                || !c.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }

    /// When the type came: with the oldest field that is its own. What nobody plans for an older
    /// server is not written to one.
    private static ApiVersion typeSince(TypeTables.Data type) {
        return type.fields().stream()
                .filter(f -> f.owner().equals(type.name()))
                .map(WrittenRecordsIT::since)
                .min(ApiVersion::compareTo)
                .orElse(ApiVersion.OLDEST);
    }

    /// A field without a version is as old as the oldest that we speak.
    private static ApiVersion since(TypeTables.Field field) {
        var said = field.since().equals("0") ? ApiVersion.OLDEST : new ApiVersion(field.since());
        return said.compareTo(ApiVersion.OLDEST) < 0 ? ApiVersion.OLDEST : said;
    }

    /// A version that is older, and newer than all that are older: 7.0.1.99 before 7.0.2.0.
    private static ApiVersion before(ApiVersion version) {
        var parts =
                new ArrayList<>(
                        Arrays.stream(version.text().split("\\.")).map(Integer::valueOf).toList());
        while (parts.getLast() == 0) {
            parts.removeLast();
        }
        parts.set(parts.size() - 1, parts.getLast() - 1);
        parts.add(99);
        return new ApiVersion(String.join(".", parts.stream().map(String::valueOf).toList()));
    }

    private static boolean isWritten(Class<?> type, RecordComponent component, ApiVersion version)
            throws ReflectiveOperationException {
        var body =
                SoapRequest.of("M", OBJECT)
                        .with("a", sample(type, component.getName()))
                        .encode(version, Optional.empty());
        return body.contains("<" + component.getName() + ">")
                || body.contains("<" + component.getName() + " ");
    }

    /// A record that has one field, and those without which it cannot be.
    private static Object sample(Class<?> type, String wanted) throws ReflectiveOperationException {
        var components = type.getRecordComponents();
        var values = new @Nullable Object[components.length];
        var types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            var c = components[i];
            types[i] = c.getType();
            boolean has = c.getName().equals(wanted);
            if (VimRecords.isMany(c)) {
                values[i] = has ? List.of(value(VimRecords.item(c))) : List.of();
            } else if (has || !c.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                values[i] = value(c.getType());
            }
        }
        return type.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object value(Class<?> type) throws ReflectiveOperationException {
        if (type == ManagedObjectReference.class) {
            return OBJECT;
        }
        if (type.isSealed()) {
            var member =
                    Arrays.stream(type.getPermittedSubclasses())
                            .filter(c -> !c.getSimpleName().startsWith("Unknown"))
                            .findFirst()
                            .orElseThrow();
            return sample(member, "");
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isRecord()) {
            return sample(type, "");
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == Boolean.class) {
            return true;
        }
        return Number.class.isAssignableFrom(type)
                ? type.getMethod("valueOf", String.class).invoke(null, "1")
                : "x";
    }
}
