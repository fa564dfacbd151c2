package dev.thruway.cli.main;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.Surroundings;
import dev.thruway.domain.text.Phrase;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The `GOVC_*` variables as govc reads them (govmomi, `cli/flags/client.go`).
///
/// @param server scheme, host and port
/// @param authorities of `GOVC_TLS_CA_CERTS`; empty where those of the system count
/// @param fingerprint what `GOVC_TLS_KNOWN_HOSTS` says of the server, as it is written there
record GovcEnvironment(
        URI server,
        String user,
        String password,
        Check check,
        List<X509Certificate> authorities,
        Optional<String> fingerprint) {

    /// A longer secret is none.
    private static final int SECRET_LIMIT = 64 << 10;

    /// Whether the server's certificate matters.
    enum Check {
        NEEDED,
        /// `GOVC_INSECURE`.
        SKIPPED
    }

    /// Never with the password.
    @Override
    public String toString() {
        return "GOVC_URL " + server;
    }

    static GovcEnvironment of(Surroundings around) {
        var variables = around.environment();
        var directory = around.workingDirectory();
        var url = GovcUrl.parse(variables.getOrDefault("GOVC_URL", ""));
        var user = secret(variables, "GOVC_USERNAME", directory).orElse(url.user());
        if (user.isEmpty()) {
            throw wrong(Phrase.of("cli.govc.no-user"));
        }
        return new GovcEnvironment(
                url.server(),
                user,
                secret(variables, "GOVC_PASSWORD", directory).orElse(url.password()),
                check(variables),
                authorities(variables, directory),
                Optional.ofNullable(knownHosts(variables, directory).get(address(url.server()))));
    }

    /// The server with its port, as in a file of known hosts.
    static String address(URI server) {
        return server.getHost() + ":" + (server.getPort() < 0 ? 443 : server.getPort());
    }

    /// Only what govc itself takes for true.
    private static Check check(Map<String, String> variables) {
        var value = variables.getOrDefault("GOVC_INSECURE", "").toLowerCase(Locale.ROOT);
        return value.equals("1") || value.equals("true") ? Check.SKIPPED : Check.NEEDED;
    }

    /// The value, or the content of the file that it names (govmomi, `session.Secret`).
    private static Optional<String> secret(
            Map<String, String> variables, String variable, Path directory) {
        var value = variables.getOrDefault(variable, "");
        if (value.isEmpty()) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(directory.resolve(value))) {
            var bytes = in.readNBytes(SECRET_LIMIT);
            return Optional.of(new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (AccessDeniedException e) {
            throw wrong(Phrase.of("cli.govc.secret-unreadable", "variable", variable));
        } catch (IOException | InvalidPathException e) {
            return Optional.of(value);
        }
    }

    private static List<X509Certificate> authorities(
            Map<String, String> variables, Path directory) {
        var all = new ArrayList<X509Certificate>();
        for (var file : files(variables, "GOVC_TLS_CA_CERTS", directory)) {
            all.addAll(
                    PemFile.certificates(file)
                            .orElseThrow(() ->
                                    wrong(Phrase.of("cli.ca-file-unreadable", "file", file))));
        }
        return all;
    }

    /// Fingerprints by host and port. A file that is not there counts as empty; of two lines for a
    /// host the later one counts.
    private static Map<String, String> knownHosts(Map<String, String> variables, Path directory) {
        var known = new HashMap<String, String>();
        for (var file : files(variables, "GOVC_TLS_KNOWN_HOSTS", directory)) {
            try (var lines = Files.lines(file)) {
                lines.map(line -> line.strip().split("\\s+", 2))
                        .filter(words -> words.length == 2)
                        .forEach(words -> known.put(withPort(words[0]), words[1].strip()));
            } catch (NoSuchFileException _) {
                // As govc does: the file may come with the first host that is accepted.
            } catch (IOException | UncheckedIOException e) {
                throw wrong(Phrase.of("cli.govc.known-hosts-unreadable", "file", file));
            }
        }
        return known;
    }

    private static String withPort(String host) {
        return host.matches(".*:[0-9]+") && !host.matches("[0-9A-Fa-f]*:[0-9A-Fa-f:]*:.*")
                ? host
                : host + ":443";
    }

    private static List<Path> files(
            Map<String, String> variables, String variable, Path directory) {
        var value = variables.getOrDefault(variable, "");
        return Arrays.stream(value.split(File.pathSeparator))
                .filter(name -> !name.isEmpty())
                .map(directory::resolve)
                .toList();
    }

    private static Failure wrong(Phrase phrase) {
        return new Failure(ExitCode.USAGE, phrase);
    }
}
