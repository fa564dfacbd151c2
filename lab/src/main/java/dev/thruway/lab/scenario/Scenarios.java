package dev.thruway.lab.scenario;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.ScenarioException.Place;
import dev.thruway.lab.world.Timeline;
import dev.thruway.lab.world.World;
import dev.thruway.lab.world.WorldPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The scenarios: those that the lab brings, and files.
public final class Scenarios {

    /// The reference world: one server, two cards that can be rebound without a reboot, one VM.
    public static final String SEED = "seed";

    /// The same with cards that need a reboot of the host.
    public static final String REBOOT = "reboot";

    /// A vCenter with a cluster of three hosts: two with cards, fully automated DRS, VMs that move.
    public static final String VCENTER = "vcenter";

    private static final List<String> NAMES = List.of(SEED, REBOOT, VCENTER);

    /// Room for the copy of an inventory with a thousand hosts.
    private static final int MAX_LENGTH = 64 << 20;

    private Scenarios() {}

    /// The names of the scenarios that the lab brings.
    public static List<String> names() {
        return NAMES;
    }

    /// A scenario that the lab brings.
    public static Scenario scenario(String name) {
        return ScenarioReader.read(resolved(bundled(name)));
    }

    /// The world's plan of a scenario that the lab brings.
    public static WorldPlan plan(String name) {
        return scenario(name).world();
    }

    /// The scenario in a file.
    public static Scenario scenario(Path file) {
        var whole = new Place(file.toString(), 0, 0);
        try {
            if (Files.size(file) > MAX_LENGTH) {
                throw new ScenarioException(whole, "at most %d MiB".formatted(MAX_LENGTH >> 20));
            }
            return scenario(file.toString(), Files.readString(file));
        } catch (CharacterCodingException _) {
            throw new ScenarioException(whole, "text in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The scenario in a text.
    public static Scenario scenario(String file, String text) {
        return ScenarioReader.read(resolved(YamlNode.parse(file, text)));
    }

    /// The world's plan in a text.
    public static WorldPlan parse(String file, String text) {
        return scenario(file, text).world();
    }

    /// A world from a scenario that the lab brings.
    ///
    /// @param account the login of every guest in it
    public static World world(
            String name, Timeline timeline, LabClock clock, GuestAccount account) {
        return World.of(plan(name), timeline, clock, account);
    }

    private static YamlNode.Mapping resolved(YamlNode.Mapping root) {
        return LikeServers.resolve(likeScenario(root));
    }

    private static YamlNode.Mapping likeScenario(YamlNode.Mapping root) {
        if (root.entries().get("like") instanceof YamlNode.Text(var place, var name)) {
            if (!NAMES.contains(name)) {
                throw new ScenarioException(place, "one of " + NAMES);
            }
            return likeScenario(bundled(name)).overlaidBy(root);
        }
        return root;
    }

    private static YamlNode.Mapping bundled(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no such scenario: " + name);
        }
        var path = "/dev/thruway/lab/scenarios/" + name + ".yaml";
        try (var in = Scenarios.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: " + path);
            }
            return YamlNode.parse(
                    name + ".yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
