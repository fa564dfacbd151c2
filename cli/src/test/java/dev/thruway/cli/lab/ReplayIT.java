package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.main.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user's `--trace` recorded is a world that answers the same.
class ReplayIT {

    private static final List<List<String>> LOOKS =
            List.of(
                    List.of("gpus", "-o", "json"),
                    List.of("check", "-o", "json"),
                    List.of("plan", "-o", "json"),
                    List.of("status", "-o", "json"));

    @TempDir private Path folder;

    private Run replayed(RunningReplay replay, List<String> args) {
        var variables = new HashMap<>(replay.environment());
        variables.put("XDG_STATE_HOME", folder.resolve("replay-state").toString());
        return Run.in(folder.resolve("replay"), variables, "", args.toArray(String[]::new));
    }

    private RunningReplay start(String trace) throws IOException {
        var replay = RunningReplay.start(folder.resolve(trace), 0, folder);
        Files.createDirectories(folder.resolve("replay"));
        Files.writeString(folder.resolve("replay/thruway.yaml"), replay.file());
        return replay;
    }

    @Test
    void everyLookAnswersAsItDidBeforeTheJourneyAndAfterIt() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.wholeFile(1));
            everyLookAnswersAsItDid(lab, "before");
            assertThat(lab.run("apply", "--yes").code()).isZero();
            everyLookAnswersAsItDid(lab, "after");
        }
    }

    private void everyLookAnswersAsItDid(TestLab lab, String when) throws IOException {
        var recorded = new HashMap<List<String>, Run>();
        for (var look : LOOKS) {
            var args = new ArrayList<>(look);
            args.addAll(List.of("--trace", when));
            recorded.put(look, lab.run(args.toArray(String[]::new)));
        }
        try (var replay = start(when)) {
            for (var look : LOOKS) {
                var again = replayed(replay, look);
                assertThat(again.out())
                        .as("%s %s", look, again.err())
                        .isEqualTo(recorded.get(look).out());
                assertThat(again.code()).as("%s", look).isEqualTo(recorded.get(look).code());
            }
        }
    }

    @Test
    void whatChangesTheWorldIsAnsweredInItsOrder() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            lab.write("thruway.yaml", lab.fileWithoutGuest(1) + "policy: {vmPowerOff: allow}\n");
            assertThat(lab.run("apply", "--yes", "--trace", "whole").code()).isZero();
            try (var replay = start("whole")) {
                var plan = replayed(replay, List.of("plan", "--detailed-exitcode"));
                assertThat(plan.code()).as(plan.out() + plan.err()).isEqualTo(2);
                var apply = replayed(replay, List.of("apply", "--yes"));
                assertThat(apply.code()).as(apply.out() + apply.err()).isZero();
                assertThat(replayed(replay, List.of("status")).code()).isZero();
            }
        }
    }

    @Test
    void whatWasNotRecordedIsUnknownAndNeverMadeUp() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            assertThat(lab.run("gpus", "--trace", "gpus").code()).isZero();
            try (var replay = start("gpus")) {
                var check = replayed(replay, List.of("check"));
                assertThat(check.out() + check.err())
                        .contains("recorded")
                        .doesNotContain("Exception");
            }
        }
    }

    @Test
    void noSecretIsInWhatItNeeds() throws IOException {
        try (var lab = TestLab.start(folder, "seed")) {
            assertThat(lab.run("check", "--trace", "t").code()).isZero();
            var index = Files.readString(folder.resolve("t/index.jsonl"));
            assertThat(index).contains("apiVersion: thruway/v1", "REMOVED");
            assertThat(lab.secrets()).noneMatch(index::contains);
        }
    }

    @Test
    void aFolderThatIsNoRecordingIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        var none = Run.in(folder, Map.of(), "", "lab", "start", "--scenario", "empty");
        assertThat(none.code()).isEqualTo(64);
        assertThat(none.err()).contains("index.jsonl");
        Files.writeString(folder.resolve("empty/index.jsonl"), "{\"protocol\":\n");
        var damaged = Run.in(folder, Map.of(), "", "lab", "start", "--scenario", "empty");
        assertThat(damaged.code()).isEqualTo(64);
        assertThat(damaged.err()).contains("index.jsonl:1: not JSON");
    }
}
