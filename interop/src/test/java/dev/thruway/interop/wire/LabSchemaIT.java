package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.Lab;
import dev.thruway.vsphere.codec.ApiVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The lab's own list of types beside pyvmomi's tables of the version that it announces.
class LabSchemaIT {

    private static final String RESOURCE = "/dev/thruway/lab/esxi/vim-8.0.2.tsv";
    private static final ApiVersion VERSION = new ApiVersion("8.0.2.0");

    /// Of the types that end in `@9.1`.
    private static final ApiVersion NEWEST = new ApiVersion("9.1.0.0");

    private record Type(String base, List<String> ownFields) {}

    private static Map<String, Type> lab() throws IOException {
        try (var in = Lab.class.getResourceAsStream(RESOURCE)) {
            var types = new TreeMap<String, Type>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .forEach(c ->
                            types.put(
                                    c[0],
                                    new Type(
                                            c[1],
                                            c[2].isBlank()
                                                    ? List.of()
                                                    : List.of(c[2].split(" ")))));
            return types;
        }
    }

    @Test
    void isThatOfTheApi() throws Exception {
        var lab = lab();
        var tables =
                TypeTables.of(
                        lab.keySet().stream()
                                .map(name -> name.replaceFirst("@.*", ""))
                                .collect(Collectors.toSet()));
        var wrong = new ArrayList<String>();
        lab.forEach((name, type) -> {
            var theirs = tables.data().get(name.replaceFirst("@.*", ""));
            if (theirs == null) {
                wrong.add(name + " is no type of the API");
                return;
            }
            if (!type.base().equals(theirs.bases().getFirst())) {
                wrong.add("%s extends %s, not %s".formatted(name, theirs.bases(), type.base()));
            }
            var own =
                    own(
                            theirs,
                            name.contains("@") || (isNew(theirs) && !type.ownFields().isEmpty())
                                    ? NEWEST
                                    : VERSION);
            if (!type.ownFields().equals(own)) {
                wrong.add("%s has %s, not %s".formatted(name, own, type.ownFields()));
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(lab).hasSizeGreaterThan(250);
    }

    /// Whether the type as a whole came after the lab's version: it serves it to those that speak
    /// the newer one.
    private static boolean isNew(TypeTables.Data type) {
        return own(type, VERSION).isEmpty() && !own(type, NEWEST).isEmpty();
    }

    private static List<String> own(TypeTables.Data type, ApiVersion version) {
        return type.fields().stream()
                .filter(f -> f.owner().equals(type.name()))
                .filter(f ->
                        f.since().equals("0") || new ApiVersion(f.since()).compareTo(version) <= 0)
                .map(TypeTables.Field::name)
                .toList();
    }

    @Test
    void namesNoBaseThatItDoesNotHave() throws Exception {
        var known = new TreeSet<>(lab().keySet());
        known.add("DynamicData");
        known.add("DataObject");
        assertThat(lab().values()).extracting(Type::base).isSubsetOf(known);
    }
}
