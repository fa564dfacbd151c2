package dev.thruway.cli.main;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.spec.Spec;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.journal.Journal;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.vsphere.client.VsphereClient;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;

/// Engines over real connections.
final class LiveEngines implements Engines {

    /// With a window that is too small a VM is off again a few seconds after its power-on task
    /// (Broadcom KB 323402); this is well above it.
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final CommandContext context;
    private final Duration settle;

    LiveEngines(CommandContext context) {
        this(context, SETTLE);
    }

    /// @param settle how long a VM must stay on before it counts as on
    LiveEngines(CommandContext context, Duration settle) {
        this.context = context;
        this.settle = settle;
    }

    @Override
    public Engine open(Spec spec) {
        var random = new SecureRandom();
        return new Engine(
                spec,
                knowledge(),
                new LiveConnector(context.surroundings().environment(), random),
                journal(),
                new EngineSettings(Clock.SYSTEM, random, settle, who()));
    }

    @Override
    public Knowledge knowledge() {
        return ProductKnowledge.builtIn();
    }

    @Override
    public VsphereClient govc() {
        return GovcEnvironment.of(context.surroundings()).connect(new SecureRandom());
    }

    /// Under the XDG state folder (XDG Base Directory Specification 0.8).
    @Override
    public Journal journal() {
        var around = context.surroundings();
        var state =
                Optional.ofNullable(around.environment().get("XDG_STATE_HOME"))
                        .filter(p -> p.startsWith("/"))
                        .map(Path::of)
                        .orElse(around.home().resolve(".local/state"));
        return new Journal(state.resolve("thruway/journal"));
    }

    private static String who() {
        return System.getProperty("user.name", "?") + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "?";
        }
    }
}
