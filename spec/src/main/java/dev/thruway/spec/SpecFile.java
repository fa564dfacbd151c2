package dev.thruway.spec;

import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/// What one file says, before it is compared with the other files.
///
/// @param names where each name is given, by the path of its entry: also of those entries that are
///   wrong themselves, so that nobody who refers to one is called wrong
record SpecFile(
        List<Vcenter> vcenters,
        List<Server> servers,
        List<Vm> vms,
        PolicyOverride policy,
        Map<String, Position> names,
        List<Reference> references,
        Positions positions) {

    /// The use of a name: of which section, and where.
    record Reference(String section, String name, Position place) {}

    /// What a server may be called: it is typed by people, in `--approve host-reboot=NAME` too.
    private static final String SERVER_NAME = "[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*";

    /// The root of a file to its contents, or empty after complaining.
    static Optional<SpecFile> read(Value root) {
        var fields = root.fields("apiVersion", "vcenters", "servers", "vms", "policy");
        if (fields.isEmpty() || !isOurs(fields.get())) {
            return Optional.empty();
        }
        var reading = new Entries(fields.get());
        var vcenters =
                reading.of(
                        "vcenters",
                        (name, value) ->
                                EndpointSection.vcenter(value).map(e -> new Vcenter(name, e)));
        var servers = reading.of("servers", ServerSection::server);
        var vms = reading.of("vms", VmSection::vm);
        var policy =
                fields.get()
                        .optional(
                                "policy",
                                v -> v.isNothing() ? Optional.empty() : PolicySection.policy(v));
        return Optional.of(
                new SpecFile(
                        vcenters,
                        servers,
                        vms,
                        policy.orElse(PolicyOverride.NONE),
                        reading.names,
                        root.file().references(),
                        root.file().positions()));
    }

    /// A file of another version is not read further: its keys may mean something else.
    private static boolean isOurs(Fields fields) {
        var version = fields.required("apiVersion", Value::text);
        var wrong = version.filter(text -> !text.equals(Spec.API_VERSION));
        if (wrong.isPresent()) {
            fields.get("apiVersion")
                    .ifPresent(v ->
                            v.complain(
                                    "spec.unknown-version",
                                    "found",
                                    Value.quoted(wrong.get()),
                                    "expected",
                                    Spec.API_VERSION));
        }
        return wrong.isEmpty();
    }

    /// The entries of the sections that users give names in.
    private static final class Entries {

        private final Fields fields;
        private final Map<String, Position> names = new LinkedHashMap<>();

        Entries(Fields fields) {
            this.fields = fields;
        }

        <T> List<T> of(String section, BiFunction<String, Value, Optional<T>> read) {
            var all = new ArrayList<T>();
            var value = fields.get(section).filter(v -> !v.isNothing());
            var entries = value.flatMap(Value::named).map(Fields::all).orElse(Map.of());
            entries.forEach((name, entry) -> {
                names.put(entry.path(), entry.keyPosition());
                if (!section.equals("vms") && !name.matches(SERVER_NAME)) {
                    entry.file()
                            .complain(
                                    entry.keyPosition(), Phrase.of("spec.bad-name", "name", name));
                }
                read.apply(name, entry).ifPresent(all::add);
            });
            return all;
        }
    }
}
