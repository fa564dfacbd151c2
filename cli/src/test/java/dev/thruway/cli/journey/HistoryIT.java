package dev.thruway.cli.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.WorkingProcess;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.journal.JournalEntry;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// What is told of runs that ended, go on, or were killed.
final class HistoryIT {

    private static final Instant START = Instant.parse("2026-03-01T02:00:00Z");

    @TempDir Path folder;

    private static String here() throws Exception {
        return System.getProperty("user.name") + "@" + InetAddress.getLocalHost().getHostName();
    }

    private static WorkingProcess dead() throws Exception {
        var process = new ProcessBuilder("true").start();
        var started = process.info().startInstant();
        process.waitFor();
        return new WorkingProcess(process.pid(), started.or(() -> Optional.of(Instant.EPOCH)));
    }

    /// A run that got one step done and is in the middle of the next.
    private void midway(String who, WorkingProcess process) {
        var journal = new Journal(folder.resolve("state/thruway/journal"));
        journal.append(
                List.of(
                        entry(who, process, "enter-maintenance-mode", "running"),
                        entry(who, process, "enter-maintenance-mode", "done"),
                        entry(who, process, "reboot-host", "running")));
    }

    private static JournalEntry entry(
            String who, WorkingProcess process, String action, String state) {
        return new JournalEntry(
                START,
                "20260301-020000-abcd",
                who,
                process,
                action + ":server/dl385-01",
                action,
                "server/dl385-01",
                state,
                Phrase.of(
                        "step." + action,
                        "target",
                        "dl385-01",
                        "name",
                        "",
                        "before",
                        "",
                        "after",
                        ""));
    }

    private Run history(String... more) {
        var args = new String[more.length + 1];
        args[0] = "history";
        System.arraycopy(more, 0, args, 1, more.length);
        var state = folder.resolve("state").toAbsolutePath().toString();
        return Run.in(folder, Map.of("XDG_STATE_HOME", state), "", args);
    }

    private String state(Run run) {
        var runs = JsonMapper.builder().build().readTree(run.out()).path("runs");
        assertThat(runs).hasSize(1);
        return runs.path(0).path("state").asString();
    }

    @Test
    void aRunWhoseProcessWasKilledIsBrokenOff() throws Exception {
        midway(here(), dead());
        var run = history();
        assertThat(run.out())
                .contains("[broken off] reboot dl385-01")
                .contains("Last step that got done: put dl385-01 into maintenance mode.")
                .doesNotContain("[running]");
        assertThat(state(history("-o", "json"))).isEqualTo("broken-off");
    }

    @Test
    void aRunWhoseProcessIsThereGoesOn() throws Exception {
        midway(here(), WorkingProcess.current());
        assertThat(history().out())
                .contains("[running] reboot dl385-01")
                .doesNotContain("broken off");
        assertThat(state(history("-o", "json"))).isEqualTo("running");
    }

    @Test
    void ofAnotherComputersRunNobodyKnowsHere() throws Exception {
        midway("tanaka@other-pc", dead());
        assertThat(history().out()).contains("[unknown] reboot dl385-01");
        assertThat(state(history("-o", "json"))).isEqualTo("unknown");
    }

    @Test
    void theJournalOfAnOlderVersionSaysNothingOfItsProcess() throws Exception {
        midway(here(), WorkingProcess.UNKNOWN);
        assertThat(state(history("-o", "json"))).isEqualTo("unknown");
    }
}
