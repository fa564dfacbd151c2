package dev.thruway.cli.main;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Engines;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.OwnCatalogs;
import dev.thruway.cli.output.Document;
import dev.thruway.cli.trace.TraceFolder;
import dev.thruway.cli.trace.Tracing;
import dev.thruway.cli.trust.FirstContacts;
import dev.thruway.cli.trust.KnownFingerprints;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.Engine;
import dev.thruway.engine.EngineSettings;
import dev.thruway.engine.journal.Journal;
import dev.thruway.engine.observe.Survey;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.spec.SpecWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Engines over real connections.
final class LiveEngines implements Engines {

    /// With a window that is too small a VM is off again a few seconds after its power-on task
    /// (Broadcom KB 323402); this is well above it.
    private static final Duration SETTLE = Duration.ofSeconds(10);

    /// Another settle time, in seconds: none for a bench against a simulator, in which no VM goes
    /// off by itself.
    private static final String SETTLE_SECONDS = "THRUWAY_SETTLE_SECONDS";

    /// How many seconds a server may take for an answer.
    private static final String TIMEOUT = "THRUWAY_TIMEOUT";

    private static final int LONGEST_TIMEOUT = 600;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final CommandContext context;
    private final Duration settle;
    private final Optional<List<String>> files;

    LiveEngines(CommandContext context) {
        this(context, settle(context.surroundings().environment().get(SETTLE_SECONDS)));
    }

    private static Duration settle(@Nullable String seconds) {
        return seconds != null && seconds.matches("\\d{1,3}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : SETTLE;
    }

    /// @param settle how long a VM must stay on before it counts as on
    LiveEngines(CommandContext context, Duration settle) {
        this(context, settle, Optional.empty());
    }

    private LiveEngines(CommandContext context, Duration settle, Optional<List<String>> files) {
        this.context = context;
        this.settle = settle;
        this.files = files;
    }

    @Override
    public Engines reading(List<String> named) {
        return new LiveEngines(context, settle, Optional.of(named));
    }

    @Override
    public Engine open(Spec spec, Predicate<Target> wanted) {
        var knowledge = knowledge();
        var wiring = wiring(Optional.of(spec));
        var contacts = new SpecContacts(spec, new SshConnector(wiring));
        wiring.contacts().settle(contacts.direct(wanted));
        wiring.contacts().settle(contacts.behindJumpHosts(wanted));
        return new Engine(
                spec,
                knowledge,
                new LiveConnector(wiring, new EndpointNames(spec)),
                journal(),
                new EngineSettings(Clock.SYSTEM, wiring.random(), settle, who()));
    }

    private Wiring wiring(Optional<Spec> spec) {
        var around = context.surroundings();
        var tracing =
                context.options()
                        .trace()
                        .map(folder -> trace(around.workingDirectory().resolve(folder), spec))
                        .orElse(Tracing.NONE);
        var known = new KnownFingerprints(StateFolder.of(around).resolve("fingerprints"));
        return new Wiring(
                new FetchedSecrets(around.environment(), tracing),
                tracing,
                known,
                new FirstContacts(context, known, InstantSource.system(), who()),
                new SecureRandom(),
                deadline(around.environment().getOrDefault(TIMEOUT, "")));
    }

    /// One that is spelled wrong must not be found out by waiting.
    private static Duration deadline(String seconds) {
        if (seconds.isEmpty()) {
            return DEADLINE;
        }
        if (!seconds.matches("[1-9]\\d{0,2}") || Integer.parseInt(seconds) > LONGEST_TIMEOUT) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of(
                            "cli.timeout",
                            "variable",
                            TIMEOUT,
                            "found",
                            seconds,
                            "most",
                            LONGEST_TIMEOUT));
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private Tracing trace(Path folder, Optional<Spec> spec) {
        var about =
                Document.part()
                        .with("thruway", Version.number())
                        .with("java", Runtime.version())
                        .with("os", System.getProperty("os.name", "?"))
                        .with("startedAt", Instant.now())
                        .with("spec", spec.map(SpecWriter::withoutSecrets));
        return TraceFolder.open(
                folder, about, complaint -> context.console().note(context.say(complaint)));
    }

    @Override
    public Knowledge knowledge() {
        var own = new OwnCatalogs(context);
        return ProductKnowledge.of(files.map(own::catalog).orElseGet(own::catalog));
    }

    @Override
    public Survey govc() {
        var govc = GovcEnvironment.of(context.surroundings());
        if (govc.check() == GovcEnvironment.Check.SKIPPED) {
            context.console()
                    .note(
                            context.say(
                                    "cli.govc.insecure",
                                    "address",
                                    GovcEnvironment.address(govc.server())));
        }
        return Survey.of(new GovcConnector(wiring(Optional.empty()), govc)::connect);
    }

    @Override
    public Journal journal() {
        return new Journal(StateFolder.of(context.surroundings()).resolve("journal"));
    }

    @Override
    public String who() {
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
