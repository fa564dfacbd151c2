package dev.thruway.spec.secret;

import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.text.Phrase;
import dev.thruway.spec.secret.Resolution.Missing;
import dev.thruway.spec.secret.Resolution.Resolved;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/// Fetches secrets from where the file says they are kept, each time anew: a password that was
/// changed in its store is the changed one at the next use.
public final class SecretResolver {

    /// A program that asks a person to unlock a store needs some time, and not more than this.
    public static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

    /// Larger than any private key (an RSA key of 16384 bits takes 13 KiB in PEM).
    static final int MAX_LENGTH = 64 << 10;

    private final Map<String, String> environment;
    private final Duration commandLimit;

    public SecretResolver(Map<String, String> environment, Duration commandLimit) {
        this.environment = Map.copyOf(environment);
        this.commandLimit = commandLimit;
    }

    public Resolution resolve(SecretRef ref) {
        return switch (ref) {
            case SecretRef.Env(var variable) -> fromVariable(variable);
            case SecretRef.File(var path) -> fromFile(path);
            case SecretRef.Command command ->
                    new SecretCommand(command, commandLimit, environment).run();
        };
    }

    private Resolution fromVariable(String variable) {
        var value = environment.getOrDefault(variable, "");
        return value.isEmpty()
                ? missing("secret.variable-not-set", "variable", variable)
                : new Resolved(Secret.copyOf(value.toCharArray()));
    }

    private static Resolution fromFile(Path path) {
        try (var in = Files.newInputStream(path)) {
            var bytes = in.readNBytes(MAX_LENGTH + 1);
            return fromBytes(bytes, path, missing("secret.empty-file", "file", path));
        } catch (NoSuchFileException e) {
            return missing("secret.no-such-file", "file", path);
        } catch (IOException e) {
            return missing("secret.unreadable-file", "file", path);
        }
    }

    /// The secret in these bytes, which are wiped: UTF-8 text without the line end that closes it.
    static Resolution fromBytes(byte[] bytes, Object where, Missing whenEmpty) {
        if (bytes.length > MAX_LENGTH) {
            return missing("secret.too-long", "where", where, "limit", MAX_LENGTH);
        }
        try {
            return withoutLineEnd(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)), whenEmpty);
        } catch (CharacterCodingException e) {
            return missing("secret.not-text", "where", where);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Resolution withoutLineEnd(CharBuffer text, Missing whenEmpty) {
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            length--;
        }
        if (length > 0 && text.charAt(length - 1) == '\r') {
            length--;
        }
        if (length == 0) {
            return whenEmpty;
        }
        var characters = new char[length];
        text.get(characters);
        var secret = Secret.copyOf(characters);
        Arrays.fill(characters, '\0');
        Arrays.fill(text.array(), '\0');
        return new Resolved(secret);
    }

    static Missing missing(String key, Object... namesAndValues) {
        return new Missing(Phrase.of(key, namesAndValues));
    }
}
