package dev.thruway.lab.journey;

import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.WorldPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/// Worlds that are like the reference world but for one thing.
final class Worlds {

    private static final String SEED = "/dev/thruway/lab/scenarios/seed.yaml";

    private Worlds() {}

    private static String seed() {
        try (var in = Objects.requireNonNull(Worlds.class.getResourceAsStream(SEED))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With another card in the first slot.
    static WorldPlan withCardSwapped(String ids, String others) {
        return Scenarios.parse(
                "swapped.yaml", seed().replaceFirst("ids: \"" + ids, "ids: \"" + others));
    }

    /// With cards whose largest BAR is twice what the catalog says.
    static WorldPlan withLargerBar() {
        return Scenarios.parse("larger-bar.yaml", seed().replace("1 64 GiB", "1 128 GiB"));
    }

    /// Without the card at that address.
    static WorldPlan withoutCard(String address) {
        var rest =
                seed().lines()
                        .filter(line -> !line.contains("{address: \"" + address + "\""))
                        .collect(Collectors.joining("\n", "", "\n"));
        return Scenarios.parse("without-card.yaml", rest);
    }

    /// With another virtual hardware, such as `vmx-11`.
    static WorldPlan withHardware(String version) {
        return Scenarios.parse("hardware.yaml", seed().replace("vmx-21", version));
    }

    /// With a second VM, `gpu03`, like the first.
    static WorldPlan withSecondVm() {
        var seed = seed();
        var second =
                seed.substring(seed.indexOf("      gpu02:\n"))
                        .replace("gpu02", "gpu03")
                        .replace("id: \"1\"", "id: \"2\"")
                        .replace("0c5e7a9b0002", "0c5e7a9b0003")
                        .replace("4a5b6c7d0002", "4a5b6c7d0003")
                        .replace("29:4a:5b:02", "29:4a:5b:03")
                        .replace("192.0.2.50", "192.0.2.51");
        return Scenarios.parse("two-vms.yaml", seed + second);
    }
}
