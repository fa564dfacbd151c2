package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Our records beside pyvmomi's type tables: whose fields are which, in which order, of which type.
class TypeTablesIT {

    private static List<Class<?>> ours = List.of();
    private static TypeTables tables = new TypeTables();

    @BeforeAll
    static void read() throws Exception {
        ours = VimRecords.all();
        var names = new TreeSet<String>();
        for (var type : ours) {
            names.add(type.getSimpleName());
        }
        var first = TypeTables.of(names);
        first.data().values().stream()
                .flatMap(d -> d.fields().stream())
                .map(TypeTables.Field::type)
                .forEach(names::add);
        tables = TypeTables.of(names);
    }

    private static List<Class<?>> records() {
        return ours.stream().filter(Class::isRecord).toList();
    }

    private static TypeTables.Data theirs(Class<?> type) {
        return Objects.requireNonNull(tables.data().get(type.getSimpleName()));
    }

    /// The components that are elements.
    private static List<RecordComponent> fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(c -> !c.getName().equals("typeName"))
                .toList();
    }

    @Test
    void everyTypeIsOneOfTheApi() {
        assertThat(ours).hasSizeGreaterThan(70);
        assertThat(ours)
                .allSatisfy(type ->
                        assertThat(
                                        type.isEnum()
                                                ? tables.enums().get(type.getSimpleName())
                                                : tables.data().get(type.getSimpleName()))
                                .as(type.getSimpleName())
                                .isNotNull());
    }

    @Test
    void everyFieldIsOneOfTheTypeInWireOrder() {
        for (var type : records()) {
            var order = theirs(type).fields().stream().map(TypeTables.Field::name).toList();
            var named = fields(type).stream().map(RecordComponent::getName).toList();
            assertThat(order).as(type.getSimpleName()).containsSubsequence(named);
        }
    }

    @Test
    void everyFieldHoldsWhatTheTypeSays() {
        var wrong = new ArrayList<String>();
        for (var type : records()) {
            for (var component : fields(type)) {
                var field = theirs(type).field(component.getName()).orElseThrow();
                if (VimRecords.isMany(component) != field.many()
                        || !VimRecords.holds(component, field, tables)) {
                    wrong.add(type.getSimpleName() + "." + component.getName() + ": " + field);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /// A field that may be absent is never demanded. Where the API demands one, we may still do
    /// without: what is read is read as far as it is there.
    @Test
    void noFieldIsDemandedThatMayBeAbsent() {
        var wrong = new ArrayList<String>();
        for (var type : records()) {
            for (var component : fields(type)) {
                var field = theirs(type).field(component.getName()).orElseThrow();
                boolean demanded =
                        !VimRecords.isMany(component)
                                && !component
                                        .getAnnotatedType()
                                        .isAnnotationPresent(Nullable.class);
                if (demanded && field.optional()) {
                    wrong.add(type.getSimpleName() + "." + component.getName());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRecordOfAFamilyExtendsWhatTheFamilyIsNamedAfter() {
        for (var family : ours.stream().filter(Class::isSealed).toList()) {
            for (var member : family.getPermittedSubclasses()) {
                if (!ours.contains(member)) {
                    continue;
                }
                assertThat(theirs(member).bases())
                        .as(member.getSimpleName())
                        .contains(family.getSimpleName());
            }
        }
    }

    @Test
    void everyEnumerationHasTheValuesOfTheApi() {
        for (var type : ours.stream().filter(Class::isEnum).toList()) {
            var values =
                    Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .filter(v -> !v.equals("UNRECOGNIZED"))
                            .toList();
            assertThat(tables.enums().get(type.getSimpleName()))
                    .as(type.getSimpleName())
                    .containsExactlyElementsOf(values);
        }
    }
}
