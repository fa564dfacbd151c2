package dev.thruway.cli.main;

import dev.thruway.cli.trace.Tracing;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.Secret;
import dev.thruway.spec.secret.Resolution;
import dev.thruway.spec.secret.SecretResolver;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// The secrets that a file refers to, fetched when they are needed. Each one that was fetched is
/// kept out of the trace from then on.
final class FetchedSecrets {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SecretResolver resolver;
    private final Tracing tracing;

    FetchedSecrets(Map<String, String> environment, Tracing tracing) {
        this.resolver = new SecretResolver(environment, LIMIT);
        this.tracing = tracing;
    }

    /// A copy, which the caller clears. Throws [StepFailed] where it is not where the file says.
    char[] characters(SecretRef ref) {
        return switch (resolver.resolve(ref)) {
            case Resolution.Resolved(var secret) -> {
                try (secret) {
                    var characters = secret.characters();
                    tracing.hide(characters);
                    yield characters;
                }
            }
            case Resolution.Missing(var why) -> throw new StepFailed(why);
        };
    }

    /// For a guest's client.
    Secret forGuest(SecretRef ref) {
        var characters = characters(ref);
        try {
            return new Secret(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }
}
