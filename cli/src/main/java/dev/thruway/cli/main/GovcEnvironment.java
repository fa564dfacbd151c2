package dev.thruway.cli.main;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.Surroundings;
import dev.thruway.domain.text.Phrase;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereTrust;
import dev.thruway.vsphere.client.WireTrace;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The `GOVC_*` variables as govc reads them: scheme and `/sdk` optional, the user in the URL or in
/// variables of its own, trust by `GOVC_INSECURE` or `GOVC_TLS_KNOWN_HOSTS`.
final class GovcEnvironment {

    private final URI url;
    private final String user;
    private final Secret password;
    private final VsphereTrust trust;

    private GovcEnvironment(URI url, String user, Secret password, VsphereTrust trust) {
        this.url = url;
        this.user = user;
        this.password = password;
        this.trust = trust;
    }

    static GovcEnvironment of(Surroundings around) {
        var variables = around.environment();
        var text = variables.getOrDefault("GOVC_URL", "");
        var url = parse(text.contains("://") ? text : "https://" + text);
        var info = Optional.ofNullable(url.getUserInfo()).orElse("");
        int colon = info.indexOf(':');
        var user =
                variables.getOrDefault(
                        "GOVC_USERNAME", colon < 0 ? info : info.substring(0, colon));
        var password =
                variables.getOrDefault("GOVC_PASSWORD", colon < 0 ? "" : info.substring(colon + 1));
        if (user.isEmpty()) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.govc.no-user"));
        }
        return new GovcEnvironment(
                url,
                user,
                new Secret(password.toCharArray()),
                trust(variables, around.workingDirectory(), url));
    }

    /// The text is not repeated: it may hold a password.
    private static URI parse(String text) {
        try {
            var url = new URI(text);
            if (url.getHost() == null) {
                throw new Failure(ExitCode.USAGE, Phrase.of("cli.govc.bad-url", "says", "no host"));
            }
            var port = url.getPort() < 0 ? "" : ":" + url.getPort();
            return new URI(
                    "https://"
                            + (url.getRawUserInfo() == null ? "" : url.getRawUserInfo() + "@")
                            + url.getHost()
                            + port);
        } catch (URISyntaxException e) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.govc.bad-url", "says", e.getReason()));
        }
    }

    private static VsphereTrust trust(Map<String, String> variables, Path directory, URI url) {
        var insecure = variables.getOrDefault("GOVC_INSECURE", "");
        if (insecure.equals("1") || insecure.equalsIgnoreCase("true")) {
            return new VsphereTrust.Insecure();
        }
        var knownHosts = variables.get("GOVC_TLS_KNOWN_HOSTS");
        return knownHosts == null || knownHosts.isEmpty()
                ? new VsphereTrust.Authorities()
                : known(directory.resolve(knownHosts), url);
    }

    /// Lines of host, or host and port, and a fingerprint.
    private static VsphereTrust known(Path file, URI url) {
        var withPort = url.getHost() + ":" + (url.getPort() < 0 ? 443 : url.getPort());
        try (var lines = Files.lines(file)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length == 2)
                    .filter(words -> words[0].equals(withPort) || words[0].equals(url.getHost()))
                    .map(words -> Arrays.asList(words).getLast())
                    .findFirst()
                    .map(VsphereTrust.Thumbprint::new)
                    .orElseThrow(() ->
                            new Failure(
                                    ExitCode.USAGE,
                                    Phrase.of("cli.govc.no-fingerprint", "host", withPort)));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(
                    ExitCode.USAGE, Phrase.of("cli.govc.no-fingerprint", "host", withPort), e);
        }
    }

    VsphereClient connect(RandomGenerator random) {
        return VsphereClient.connect(
                new HttpTransport(
                        URI.create(
                                "https://"
                                        + url.getHost()
                                        + (url.getPort() < 0 ? "" : ":" + url.getPort())),
                        trust),
                new Credential(user, password),
                WireTrace.NONE,
                InstantSource.system(),
                random);
    }
}
