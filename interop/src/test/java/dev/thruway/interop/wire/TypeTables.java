package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.PyPeers;
import dev.thruway.interop.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What pyvmomi knows of some names of the API.
record TypeTables(
        Map<String, Data> data,
        Map<String, List<String>> enums,
        Map<String, List<String>> objects,
        Map<String, Call> methods) {

    /// Of nothing.
    TypeTables() {
        this(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// A data object.
    ///
    /// @param bases the nearest first
    /// @param fields in wire order, those of the bases first
    record Data(String name, List<String> bases, List<Field> fields) {

        Optional<Field> field(String wanted) {
            return fields.stream().filter(f -> f.name().equals(wanted)).findFirst();
        }
    }

    /// @param owner the type that adds it
    /// @param since `0` where it has no version
    record Field(
            String owner, String name, String type, boolean many, boolean optional, String since) {}

    /// @param object the managed object that has the method
    record Call(String object, List<String> parameters) {}

    static TypeTables of(Collection<String> names) throws Exception {
        var command = PyPeers.script("tables.py", List.copyOf(names));
        var run = Tool.run(command, Map.of(), Path.of(".").toAbsolutePath(), LIMIT);
        assertThat(run.exit()).as(run.output()).isZero();
        var tables = new TypeTables();
        run.output().lines().forEach(line -> tables.read(List.of(line.split("\t"))));
        return tables;
    }

    private void read(List<String> line) {
        var name = line.get(1);
        var rest = line.subList(2, line.size());
        switch (line.getFirst()) {
            case "data" -> data.put(name, new Data(name, rest, new ArrayList<>()));
            case "field" -> data.get(name).fields().add(field(rest));
            case "enum" -> enums.put(name, rest);
            case "object" -> objects.put(name, rest);
            case "method" -> methods.put(name, new Call(rest.getFirst(), new ArrayList<>()));
            case "parameters" -> methods.get(name).parameters().addAll(rest);
            case "none" -> {}
            default -> throw new AssertionError(line.toString());
        }
    }

    private static Field field(List<String> words) {
        return new Field(
                words.get(0),
                words.get(1),
                words.get(2),
                words.get(3).equals("many"),
                words.get(4).equals("optional"),
                words.get(5));
    }
}
