package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.ApiVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;

/// Which API versions a server speaks, from `/sdk/vimServiceVersions.xml`. An engineering build
/// announces a name that is no number; its prior versions are numbers.
final class ServiceVersions {

    private static final int LIMIT = 256 * 1024;
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("<version>\\s*([^<\\s]+)\\s*</version>");

    private static final String PATH = "/sdk/vimServiceVersions.xml";

    private final Wire wire;
    private final Duration deadline;

    ServiceVersions(Wire wire) {
        this.wire = wire;
        this.deadline = wire.deadline().compareTo(LONGEST) < 0 ? wire.deadline() : LONGEST;
    }

    /// The newest that both sides know; the oldest that we speak where the server does not say.
    ApiVersion best() {
        var answer =
                wire.send(
                        "GET " + PATH,
                        new VsphereTransport.Request("GET", PATH, Map.of(), "", deadline),
                        LIMIT);
        try (var body = answer.body()) {
            var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            if (answer.status() != 200) {
                return ApiVersion.OLDEST;
            }
            return VERSION.matcher(text)
                    .results()
                    .map(m -> m.group(1))
                    .filter(ApiVersion::isVersion)
                    .map(ApiVersion::new)
                    .filter(v -> v.compareTo(ApiVersion.NEWEST) <= 0)
                    .max(Comparator.naturalOrder())
                    .orElse(ApiVersion.OLDEST);
        } catch (IOException e) {
            throw new VsphereException("GET " + wire.address() + PATH, Wire.broken(e, deadline), e);
        }
    }
}
