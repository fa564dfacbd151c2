package dev.thruway.cli.lab;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.scenario.ScenarioException;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.spec.SpecWriter;
import java.net.URI;
import java.util.List;

/// What goes into a captured scenario.
public final class CapturedFile {

    private CapturedFile() {}

    /// What a file wants, without the machines that it wants it of: no address, user or secret.
    public static String withoutMachines(Spec spec) {
        var nobody =
                new LabEndpoint(
                        LabEndpoint.Kind.SSH, "", URI.create("ssh://127.0.0.1:1"), "user", "", "");
        return SpecWriter.withoutSecrets(new ReplayFile(List.of(nobody)).of(spec));
    }

    /// Refuses a scenario that the lab would not serve.
    public static void check(String text) {
        try {
            Scenarios.scenario("capture", text);
        } catch (ScenarioException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Phrase.of("cli.capture.not-served", "says", String.valueOf(e.getMessage())),
                    e);
        }
    }
}
