package dev.thruway.spec;

import dev.thruway.domain.spec.SecretRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `{env: NAME}`, `{file: PATH}` or `{command: PROGRAM}`. Repeats nothing of what stands
/// there: who gets it wrong may have written the secret itself.
final class SecretSection {

    private static final List<String> KEYS = List.of("env", "file", "command");

    private SecretSection() {}

    static Optional<SecretRef> password(Value value) {
        return read(value, "spec.bare-secret");
    }

    static Optional<SecretRef> privateKey(Value value) {
        return read(value, "spec.bare-private-key");
    }

    private static Optional<SecretRef> read(Value value, String whenBare) {
        if (value.isScalar()) {
            value.complain(whenBare, "key", value.key());
            return Optional.empty();
        }
        if (!(value.node() instanceof MappingNode mapping)
                || mapping.getValue().size() != 1
                || !(mapping.getValue().getFirst().getKeyNode() instanceof ScalarNode only)
                || !KEYS.contains(only.getValue())) {
            value.complain("spec.secret-form", "key", value.key());
            return Optional.empty();
        }
        var fields = value.fields(KEYS.toArray(String[]::new));
        return switch (only.getValue()) {
            case "env" -> fields.flatMap(f -> f.optional("env", SecretSection::variable));
            case "file" -> fields.flatMap(f -> f.optional("file", SecretSection::file));
            default -> fields.flatMap(f -> f.optional("command", SecretSection::command));
        };
    }

    private static Optional<SecretRef> variable(Value value) {
        var name = value.text();
        if (name.isPresent() && !name.get().matches("[A-Za-z_][A-Za-z0-9_]*")) {
            value.complain("spec.bad-variable");
            return Optional.empty();
        }
        return name.map(SecretRef.Env::new);
    }

    private static Optional<SecretRef> file(Value value) {
        return value.filePath().map(SecretRef.File::new);
    }

    /// Text is a line for the shell; a list is a program and its arguments.
    private static Optional<SecretRef> command(Value value) {
        var folder = value.file().folder();
        if (!value.isList()) {
            return value.text()
                    .map(line -> new SecretRef.Command(List.of("sh", "-c", line), folder));
        }
        var argv = new ArrayList<String>();
        var items = value.items().orElse(List.of());
        for (var item : items) {
            item.text().ifPresent(argv::add);
        }
        return argv.isEmpty() || argv.size() < items.size()
                ? Optional.empty()
                : Optional.of(new SecretRef.Command(argv, folder));
    }
}
