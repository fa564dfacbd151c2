package dev.thruway.interop.vcsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.GoPeers;
import dev.thruway.interop.Tool;
import dev.thruway.lab.Lab;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.ScaledTimeline;
import dev.thruway.lab.world.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What somebody else's server has becomes a world of the lab, in which govc finds the same.
final class CaptureIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir Path folder;

    private String run(List<String> command, Map<String, String> govc) throws Exception {
        var environment = new HashMap<>(govc);
        environment.put("GOVC_INSECURE", "1");
        environment.put("GOVMOMI_HOME", folder.resolve("govmomi").toString());
        environment.put("HOME", folder.toString());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.put("LC_ALL", "C.UTF-8");
        var run = Tool.run(command, environment, folder, LIMIT);
        assertThat(run.exit()).as(run.output()).isZero();
        return run.output();
    }

    private String thruway(Map<String, String> govc, String... words) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = System.getProperty("java.class.path");
        var command = new ArrayList<>(List.of(java, "-cp", path, "dev.thruway.cli.main.Main"));
        command.addAll(List.of(words));
        return run(command, govc);
    }

    /// All but networks: the lab has one, and no distributed switch.
    private Set<String> tree(Map<String, String> govc) throws Exception {
        var found = new TreeSet<String>();
        run(List.of(GoPeers.binary("govc").toString(), "find", "-l", "/"), govc)
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> !line.contains("/network/"))
                .forEach(found::add);
        return found;
    }

    private static Map<String, String> govc(LabEndpoint endpoint) {
        return Map.of(
                "GOVC_URL", endpoint.url().toString(),
                "GOVC_USERNAME", endpoint.username(),
                "GOVC_PASSWORD", endpoint.password());
    }

    private static Lab lab(Path scenario) throws Exception {
        var clock = LabClock.dividingBy(1000);
        var account = new GuestAccount("hpe", "unused", List.of(), GuestAccount.Sudo.WITH_PASSWORD);
        var plan = Scenarios.scenario(scenario).world();
        return Lab.start(World.of(plan, new ScaledTimeline(clock), clock, account));
    }

    private static Vcsim start(String kind) {
        return switch (kind) {
            case "esxi" -> Vcsim.start("-esx");
            case "datacenters" -> Vcsim.start("-gpus", "1", "-dc", "2");
            default -> Vcsim.start("-gpus", "2");
        };
    }

    private void rearrange(Map<String, String> govc) throws Exception {
        for (var words :
                List.of(
                        List.of("folder.create", "/F"),
                        List.of("object.mv", "/DC1", "/F"),
                        List.of("folder.create", "/F/DC1/host/racks"),
                        List.of("object.mv", "/F/DC1/host/DC1_H0", "/F/DC1/host/racks"),
                        List.of("object.rename", "/F/DC1/host/DC1_C0", "DC0_C0"),
                        List.of("folder.create", "/F/DC1/vm/a\"%日本"),
                        List.of("object.mv", "/F/DC1/vm/DC1_H0_VM0", "/F/DC1/vm/a\"%25日本"),
                        List.of("object.rename", "/F/DC1/vm/DC1_H0_VM1", "DC0_H0_VM1"))) {
            var command = new ArrayList<>(List.of(GoPeers.binary("govc").toString()));
            command.addAll(words);
            run(command, govc);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"esxi", "vcenter", "datacenters"})
    void vcsimsInventoryIsServedByTheLab(String kind) throws Exception {
        var copy = folder.resolve("copy.yaml");
        var again = folder.resolve("again.yaml");
        Set<String> original;
        try (var vcsim = start(kind)) {
            var govc = Map.of("GOVC_URL", vcsim.url());
            if (kind.equals("datacenters")) {
                rearrange(govc);
            }
            original = tree(govc);
            thruway(govc, "capture", "--out", copy.toString());
        }
        try (var lab = lab(copy)) {
            var govc = govc(lab.endpoints().getFirst());
            assertThat(tree(govc)).isEqualTo(original);
            thruway(govc, "capture", "--out", again.toString());
        }
        assertThat(again).hasSameTextualContentAs(copy);
        assertThat(Files.readString(copy)).contains("26b9");
    }
}
