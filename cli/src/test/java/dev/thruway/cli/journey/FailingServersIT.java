package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.lab.fault.Effect;
import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.fault.Instead;
import dev.thruway.lab.fault.SaidFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What a person sees of servers that fail.
final class FailingServersIT {

    private static final String[] APPLY = {"apply", "--yes"};

    @TempDir Path folder;
    private TestLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = TestLab.start(folder, "seed");
        lab.write("thruway.yaml", lab.fileWithoutGuest(1));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Run run(String... args) {
        var run = lab.run(args);
        assertThat(lab.lab().openSessions()).as("sessions that are left").isZero();
        assertThat(run.out() + run.err()).doesNotContain("Exception", "\tat ");
        return run;
    }

    /// A run that does not get as far as the start of the VM, after which it would wait whether it
    /// stays on.
    private Run applyUntilPowerOn() {
        lab.lab().faults().add(FaultRule.on("PowerOnVM_Task").refused("InvalidState", "so far"));
        var run = run(APPLY);
        assertThat(run.code()).isEqualTo(1);
        return run;
    }

    private void assertConfigured(Run run) {
        var vm = lab.lab().world().servers().getFirst().host().vms().getFirst();
        assertThat(vm.config().extraConfig())
                .as(run.err())
                .containsKey("pciPassthru.64bitMMIOSizeGB");
        assertThat(run.err()).contains("so far");
    }

    @Test
    void aWholeJourneyHasOneSessionAndLeavesNone() {
        var logins = lab.lab().faults().add(FaultRule.on("Login"));
        var run = run(APPLY);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(logins.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "RESET_HALFWAY", "HTTP_503", "TRUNCATED", "GARBAGE"})
    void whateverComesIsOneErrorThatSaysWhere(Instead instead) {
        lab.lab().faults().add(FaultRule.on("RetrieveP*").instead(instead));
        var run = run("plan");
        assertThat(run.code()).isNotZero();
        assertThat(run.out() + run.err()).contains("RetrievePropertiesEx");
    }

    @Test
    void aWrongPasswordIsSentOnce() {
        var logins = lab.lab().faults().add(FaultRule.on("Login"));
        var wrong = new HashMap<>(lab.environment());
        wrong.replaceAll((name, value) -> name.contains("ESXI") ? "wrong" : value);
        var run = Run.in(folder, wrong, "", "plan");
        assertThat(run.code()).isNotZero();
        assertThat(logins.calls()).isEqualTo(1);
        assertThat(run.out() + run.err()).containsOnlyOnce("the login was refused");
        var status = Run.in(folder, wrong, "", "status");
        assertThat(status.out())
                .startsWith("(1) Login at ")
                .containsOnlyOnce("the login was refused")
                .containsPattern("host.gpu-visible +not known; see \\(1\\) above");
        assertThat(Run.in(folder, wrong, "", "check").out())
                .containsOnlyOnce("the login was refused")
                .contains("because: the same as above");
    }

    @ParameterizedTest
    @CsvSource({"en, no answer within 1 s", "ja, 1 秒以内に応答がありません"})
    void aServerThatHangsIsOneErrorAfterItsDeadline(String language, String says) {
        var logins = lab.lab().faults().add(FaultRule.on("Login").instead(Instead.HANG));
        var impatient = new HashMap<>(lab.environment());
        impatient.put("THRUWAY_TIMEOUT", "1");
        var run = Run.in(folder, impatient, "", "plan", "--lang", language);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsOnlyOnce(says);
        assertThat(logins.calls()).isEqualTo(1);
    }

    @Test
    void aDeadlineThatIsNoneIsRefusedBeforeAnythingIsAsked() {
        var wrong = new HashMap<>(lab.environment());
        wrong.put("THRUWAY_TIMEOUT", "soon");
        var run = Run.in(folder, wrong, "", "plan");
        assertThat(run.code()).isEqualTo(64);
        assertThat(run.err()).contains("THRUWAY_TIMEOUT is \"soon\"");
    }

    @Test
    void whatCannotBeWrittenDownIsNotBegun() throws IOException {
        Files.createDirectories(folder.resolve("state/thruway"));
        Files.writeString(folder.resolve("state/thruway/journal"), "no folder");
        var changes = lab.lab().faults().add(FaultRule.on("UpdatePassthruConfig"));
        var run = run(APPLY);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("The journal in").doesNotContain("made a mistake");
        assertThat(changes.calls()).isZero();
    }

    @Test
    void anAnswerWithoutEndIsOneError() {
        lab.lab().faults().add(FaultRule.on("RetrieveP*").instead(Instead.HUGE));
        var run = run("plan");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsOnlyOnce("something in it is too long");
    }

    @Test
    void thatACertificateIsNotCheckedIsSaidOnce() {
        var run = lab.govc("gpus");
        assertThat(run.code()).isZero();
        assertThat(run.err()).containsOnlyOnce("GOVC_INSECURE is set");
        assertThat(lab.govc("gpus", "-o", "json").out()).startsWith("{");
    }

    @Test
    void aPlanThatThePolicyForbidsFails() throws IOException {
        lab.close();
        lab = TestLab.start(folder, "reboot");
        lab.write("thruway.yaml", lab.fileWithoutGuest(1) + "policy: {hostReboot: never}\n");
        var run = run("plan");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("reboot dl385-01", "The policy says `hostReboot: never`");
        assertThat(run("plan", "-o", "json").out()).contains("\"forbidden\" : \"The policy says");
        assertThat(run("apply", "--yes").code()).isEqualTo(1);
    }

    @Test
    void aSessionThatExpiresInBetweenIsNotNoticed() {
        lab.lab()
                .faults()
                .add(FaultRule.on("Retrieve*").after(3).times(1).instead(Instead.EXPIRE_SESSION));
        lab.lab()
                .faults()
                .add(FaultRule.on("ReconfigVM_Task").times(1).instead(Instead.EXPIRE_SESSION));
        assertConfigured(applyUntilPowerOn());
    }

    @Test
    void aChangeWhoseAnswerIsLostIsLookedAtAndNotSentAgain() {
        var sent =
                lab.lab()
                        .faults()
                        .add(FaultRule.on("ReconfigVM_Task").instead(Instead.RESET_HALFWAY));
        assertConfigured(applyUntilPowerOn());
        assertThat(sent.calls()).isEqualTo(1);
    }

    @Test
    void aChangeInBetweenIsPlannedAgain() {
        var rule = FaultRule.on("ReconfigVM_Task").refused("ConcurrentAccess", "changed");
        var sent = lab.lab().faults().add(rule.times(1));
        assertConfigured(applyUntilPowerOn());
        assertThat(sent.calls()).isEqualTo(2);
    }

    private static Effect taskFails(String type, String message) {
        return new Effect.TaskFails(new SaidFault(type, message, Map.of()));
    }

    @Test
    void aVmThatKeepsChangingIsLeftAlone() {
        var rule = FaultRule.on("ReconfigVM_Task").does(taskFails("ConcurrentAccess", "changed"));
        var sent = lab.lab().faults().add(rule);
        var run = run(APPLY);
        assertThat(run.code()).isEqualTo(1);
        assertThat(sent.calls()).isBetween(2, 10);
        assertThat(run.err()).contains("changed");
    }

    @Test
    void anotherTaskOfTheVmIsWaitedFor() {
        var rule = FaultRule.on("ReconfigVM_Task").refused("TaskInProgress", "busy");
        lab.lab().faults().add(rule.times(1));
        assertConfigured(applyUntilPowerOn());
    }

    @Test
    void theMissingPrivilegeIsNamed() {
        var fault =
                new SaidFault(
                        "NoPermission",
                        "Permission to perform this operation was denied.",
                        Map.of("privilegeId", "VirtualMachine.Config.AddRemoveDevice"));
        lab.lab().faults().add(FaultRule.on("ReconfigVM_Task").does(new Effect.Refused(fault)));
        var run = run(APPLY);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("VirtualMachine.Config.AddRemoveDevice");
    }

    @Test
    void theServersWordsAreShownWithoutWhatCommandsATerminal() {
        lab.lab()
                .faults()
                .add(
                        FaultRule.on("ReconfigVM_Task")
                                .does(
                                        taskFails(
                                                "HostConfigFault",
                                                "構成\u009b31mに失敗\u202e\u0085しました")));
        var run = run(APPLY);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("HostConfigFault", "構成", "に失敗", "しました");
        assertThat(run.out() + run.err()).doesNotContain("\u009b", "\u202e", "\u0085");
    }
}
