package dev.thruway.cli.journey;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import java.util.List;

/// What `--approve` names, looked at before anything else happens: an approval that is spelled
/// wrong must not be found out in the middle of a night's run.
final class Approved {

    /// What can be approved by name: each of one server, but `vm-power-off` of one VM, which the
    /// file need not name.
    private static final List<String> KINDS =
            List.of("host-reboot", "vm-power-off", "bios-change", "firmware");

    private Approved() {}

    /// The same list. Ends the command where one is no `KIND=SERVER` of the file.
    static List<String> of(Spec spec, List<String> typed) {
        var servers = spec.servers().stream().map(Server::name).toList();
        for (var approval : typed) {
            int equals = approval.indexOf('=');
            if (equals <= 0 || equals == approval.length() - 1) {
                throw wrong(
                        Phrase.of(
                                "cli.approve.form",
                                "found",
                                approval,
                                "kinds",
                                String.join(", ", KINDS)));
            }
            require("cli.approve.kind", approval.substring(0, equals), KINDS);
            if (!approval.startsWith("vm-power-off=")) {
                require("cli.approve.server", approval.substring(equals + 1), servers);
            }
        }
        return List.copyOf(typed);
    }

    private static void require(String key, String found, List<String> known) {
        if (known.contains(found)) {
            return;
        }
        throw wrong(
                Nearest.to(found, known)
                        .map(near -> Phrase.of(key + "-near", "found", found, "near", near))
                        .orElse(Phrase.of(key, "found", found, "known", String.join(", ", known))));
    }

    private static Failure wrong(Phrase phrase) {
        return new Failure(ExitCode.USAGE, phrase);
    }
}
