package dev.thruway.cli.check;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.output.Table;
import dev.thruway.domain.check.Privilege;
import dev.thruway.domain.check.Privileges;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The smallest roles: one to look, one to carry plans out. Nothing is contacted.
final class Roles {

    /// A role to be created on the server.
    private enum Role {
        LOOK("thruway-look"),
        APPLY("thruway-apply");

        private final String id;

        Role(String id) {
            this.id = id;
        }

        private boolean holds(Privilege privilege) {
            return switch (this) {
                case LOOK -> privilege.purpose() == Privilege.For.LOOKING;
                case APPLY -> true;
            };
        }
    }

    /// Whether VMs of clusters are to be started.
    enum Clusters {
        MAYBE,
        NONE
    }

    private final CommandContext context;
    private final Clusters clusters;

    Roles(CommandContext context, Clusters clusters) {
        this.context = context;
        this.clusters = clusters;
    }

    private List<Privilege> privileges(Role role) {
        return Privileges.ALL.stream()
                .filter(role::holds)
                .filter(p -> clusters == Clusters.MAYBE || p.on() != Privilege.On.CLUSTER)
                .toList();
    }

    /// One line for a shell with govc and its GOVC_* variables.
    private String command(Role role) {
        return "govc role.create "
                + role.id
                + privileges(role).stream().map(p -> " " + p.id()).collect(Collectors.joining());
    }

    String text() {
        var out = new StringBuilder();
        for (var role : Role.values()) {
            out.append(context.say("check.role." + word(role), "role", role.id)).append("\n\n");
            out.append(table(role).text(context.console().resultColumns())).append('\n');
            out.append("  ").append(command(role)).append("\n\n");
        }
        return out.append(context.say("check.role.assign", "role", Role.APPLY.id))
                .append('\n')
                .toString();
    }

    private Table table(Role role) {
        var table =
                Table.of(
                        context.say("check.role.privilege"),
                        context.say("check.role.on"),
                        context.say("check.role.why"));
        for (var p : privileges(role)) {
            table.row(p.id(), context.say("check.role.on." + word(p.on())), context.say(p.why()));
        }
        return table;
    }

    Document document() {
        return Document.withSchema()
                .with("roles", Stream.of(Role.values()).map(this::document).toList());
    }

    private Document document(Role role) {
        return Document.part()
                .with("name", role.id)
                .with("privileges", privileges(role).stream().map(this::document).toList())
                .with("command", command(role));
    }

    private Document document(Privilege privilege) {
        return Document.part()
                .with("id", privilege.id())
                .with("on", word(privilege.on()))
                .with("message", context.say(privilege.why()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
