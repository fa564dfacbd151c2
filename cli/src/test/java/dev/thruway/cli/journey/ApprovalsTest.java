package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.GlobalOptions;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.terminal.Console;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Approval;
import dev.thruway.domain.plan.Interrupt;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.RebootWindow;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.text.Phrase;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What may reboot a host where nobody sits at the terminal.
final class ApprovalsTest {

    private static final Instant SATURDAY_AT_THREE = Instant.parse("2026-03-07T03:00:00Z");
    private static final Instant SUNDAY = Instant.parse("2026-03-08T03:00:00Z");

    private static Optional<String> missing(
            Permission hostReboot, Instant now, String... approved) {
        return missing(List.of(reboot()), hostReboot, now, approved);
    }

    private static Optional<String> missing(
            List<Step> steps, Permission hostReboot, Instant now, String... approved) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var in = new ByteArrayInputStream(new byte[0]);
        var here = Path.of("");
        var context =
                new CommandContext(
                        new Surroundings(Map.of(), here, here, in, nowhere, nowhere, Terminal.NONE),
                        new GlobalOptions(),
                        new Console(in, nowhere, nowhere, Terminal.NONE, () -> true),
                        Words.of(Language.EN, CommandContext.class));
        return new Approvals(
                        context,
                        spec(hostReboot),
                        true,
                        List.of(approved),
                        InstantSource.fixed(now))
                .missing(new Plan(steps, List.of(), List.of(), List.of()))
                .map(Phrase::key);
    }

    private static Spec spec(Permission hostReboot) {
        var endpoint =
                new Endpoint(
                        URI.create("https://192.0.2.10"),
                        "root",
                        new SecretRef.Env("ESXI_PASSWORD"),
                        new Trust.Unstated());
        var server =
                new Server(
                        "dl385-01",
                        Optional.of(new Esxi.Standalone(endpoint)),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>(),
                        PolicyOverride.NONE);
        var policy =
                new Policy(
                        hostReboot,
                        Permission.Answer.ASK,
                        Permission.Answer.NEVER,
                        Permission.Answer.NEVER);
        return new Spec(List.of(), List.of(server), List.of(), policy);
    }

    private static Step reboot() {
        return new Step(
                "reboot",
                new Action.RebootHost(),
                Target.server("dl385-01"),
                Phrase.of("step.reboot-host"),
                Phrase.of("condition.passthrough-pending"),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Step.Reversal.IRREVERSIBLE,
                Phrase.of("undo.none"),
                Approval.HOST_REBOOT);
    }

    @Test
    void askIsAnsweredByAnApprovalOfThisServer() {
        var ask = Permission.Answer.ASK;
        assertThat(missing(ask, SUNDAY)).contains("cli.approve.host-not");
        assertThat(missing(ask, SUNDAY, "bios-change=dl385-01")).contains("cli.approve.host-not");
        assertThat(missing(ask, SUNDAY, "host-reboot=dl385-01")).isEmpty();
    }

    @Test
    void neverWinsOverAnApproval() {
        assertThat(missing(Permission.Answer.NEVER, SUNDAY, "host-reboot=dl385-01"))
                .contains("cli.approve.host-never");
    }

    @ParameterizedTest
    @CsvSource({"''", "host-reboot=dl385-01"})
    void theWindowWinsOverAnApproval(String approved) {
        var window = new Permission.During(RebootWindow.parse("Sat 02:00-05:00 UTC").orElseThrow());
        assertThat(missing(window, SATURDAY_AT_THREE, approved)).isEmpty();
        assertThat(missing(window, SUNDAY, approved)).contains("cli.approve.host-window");
    }

    /// Somebody else's VM, on the server that is to reboot.
    private static Step shutDownOther() {
        return new Step(
                "shut-down",
                new Action.ShutDownOtherVm("52f3", "web01"),
                Target.server("dl385-01"),
                Phrase.of("step.shut-down-other-vm"),
                Phrase.of("condition.passthrough-pending"),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(
                        new Interrupt(
                                Interrupt.Kind.VM,
                                "web01",
                                Phrase.of("interrupt.vm-off"),
                                Duration.ofMinutes(15))),
                Step.Reversal.BY_UNDO,
                Phrase.of("undo.none"),
                Approval.VM_POWER_OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "'', cli.approve.other-vm-not",
        "vm-power-off=gpu02, cli.approve.other-vm-not",
        "vm-power-off=web01, ''",
        "host-reboot=dl385-01, ''"
    })
    void aVmThatTheFileDoesNotNameIsNotShutDownByYesAlone(String approved, String missing) {
        var steps = List.of(shutDownOther(), reboot());
        assertThat(missing(steps, Permission.Answer.ALLOW, SUNDAY, approved).orElse(""))
                .isEqualTo(missing);
    }
}
