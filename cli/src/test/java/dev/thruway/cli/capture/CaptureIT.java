package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.lab.TestLab;
import dev.thruway.cli.main.Run;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.PowerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A live inventory becomes a scenario, and what is captured from that is the same again.
final class CaptureIT {

    private static final Pattern OPERATION =
            Pattern.compile("Body[^>]*>\\s*<(?:\\w+:)?(\\w+)[ >/]");

    /// What only reads, and what a session is.
    private static final List<String> READING =
            List.of(
                    "CreateContainerView",
                    "DestroyView",
                    "ExecuteSoap",
                    "ContinueRetrievePropertiesEx",
                    "Login",
                    "Logout",
                    "QueryConfigTarget",
                    "RetrieveManagedMethodExecuter",
                    "RetrievePropertiesEx",
                    "RetrieveServiceContent");

    @TempDir Path folder;

    /// The guests that run are up.
    private static void awaitGuests(TestLab lab) {
        var end = Instant.now().plusSeconds(60);
        while (lab.lab().world().servers().stream()
                .flatMap(s -> s.host().vms().stream())
                .anyMatch(vm -> vm.power() == PowerState.POWERED_ON && !vm.guest().running())) {
            assertThat(Instant.now()).as("guests are up").isBefore(end);
            Thread.onSpinWait();
        }
    }

    private static String ok(Run run) {
        assertThat(run.code()).as(run.toString()).isZero();
        return run.out();
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /// The world that a text describes.
    private TestLab served(String name, String text) throws IOException {
        var place = folder(name);
        Files.writeString(place.resolve("copy.yaml"), text);
        var lab = TestLab.start(place, "copy.yaml");
        lab.write("thruway.yaml", lab.wholeFile(1));
        awaitGuests(lab);
        return lab;
    }

    private TestLab original(String scenario) throws IOException {
        var lab = TestLab.start(folder("original"), scenario);
        lab.write("thruway.yaml", lab.wholeFile(1));
        awaitGuests(lab);
        return lab;
    }

    /// Where, and when, it was said.
    private static String withoutPlaces(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "then");
    }

    @ParameterizedTest
    @ValueSource(strings = {Scenarios.SEED, Scenarios.REBOOT, Scenarios.VCENTER})
    void theCopyOfACopyIsTheSame(String scenario) throws IOException {
        try (var lab = original(scenario)) {
            var first = ok(lab.run("capture"));
            assertThat(ok(lab.run("capture"))).isEqualTo(first);
            try (var copy = served("copy", first)) {
                assertThat(ok(copy.run("capture"))).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Scenarios.SEED, Scenarios.REBOOT, Scenarios.VCENTER})
    void theCopyLooksAndPlansAsTheOriginal(String scenario) throws IOException {
        try (var lab = original(scenario);
                var copy = served("copy", ok(lab.run("capture")))) {
            for (var command :
                    List.of("gpus -o json", "check -o json", "plan -o json", "status -o json")) {
                var words = command.split(" ");
                var expected = lab.run(words);
                var found = copy.run(words);
                assertThat(withoutPlaces(found.out()))
                        .as(command)
                        .isEqualTo(withoutPlaces(expected.out()));
                assertThat(found.code()).as(command).isEqualTo(expected.code());
            }
        }
    }

    @Test
    void anInventoryWithoutAFileIsCapturedToo() throws IOException {
        try (var lab = original(Scenarios.VCENTER)) {
            var vcenter = lab.lab().endpoint(LabEndpoint.Kind.VCENTER, "vc01");
            var first = ok(lab.govc(vcenter, "capture"));
            try (var copy = served("copy", first)) {
                var again = copy.lab().endpoint(LabEndpoint.Kind.VCENTER, "127.0.0.1");
                assertThat(ok(copy.govc(again, "capture"))).isEqualTo(first);
                assertThat(ok(copy.govc(again, "gpus", "-o", "json")))
                        .isEqualTo(ok(lab.govc(vcenter, "gpus", "-o", "json")));
            }
        }
    }

    @Test
    void onlyReadingCallsGoOut() throws IOException {
        try (var lab = original(Scenarios.VCENTER)) {
            ok(lab.run("capture", "--trace", "trace"));
            try (var files = Files.walk(folder.resolve("original/trace"))) {
                var asked =
                        files.filter(Files::isRegularFile)
                                .map(CaptureIT::text)
                                .flatMap(text -> OPERATION.matcher(text).results())
                                .map(m -> m.group(1))
                                .filter(name -> !name.endsWith("Response"))
                                .filter(name -> !name.equals("Fault"))
                                .collect(Collectors.toSet());
                assertThat(asked).contains("RetrievePropertiesEx", "Login");
                assertThat(READING).containsAll(asked);
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
