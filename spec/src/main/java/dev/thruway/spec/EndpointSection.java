package dev.thruway.spec;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Trust;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads how an HTTPS service is reached: the same keys for a vCenter, an ESXi host and a BMC.
final class EndpointSection {

    private static final List<String> KEYS =
            List.of("url", "username", "password", "thumbprint", "caFile", "insecure");

    private EndpointSection() {}

    static Optional<Endpoint> vcenter(Value value) {
        return value.fields(KEYS.toArray(String[]::new)).flatMap(EndpointSection::endpoint);
    }

    static Optional<Esxi> esxi(Value value) {
        var fields = value.fields(with("vcenter", "host"));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        if (!fields.get().has("vcenter") && !fields.get().has("host")) {
            return endpoint(fields.get()).map(Esxi.Standalone::new);
        }
        for (var key : KEYS) {
            fields.get()
                    .get(key)
                    .ifPresent(extra -> extra.complain("spec.under-vcenter", "key", key));
        }
        var vcenter = fields.get().required("vcenter", v -> v.nameIn("vcenters"));
        var host = fields.get().required("host", Value::text);
        return vcenter.isPresent() && host.isPresent()
                ? Optional.of(new Esxi.UnderVcenter(vcenter.get(), host.get()))
                : Optional.empty();
    }

    static Optional<Bmc> bmc(Value value) {
        var fields = value.fields(with("auth"));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var auth = fields.get().optional("auth", v -> v.oneOf(List.of("session", "basic")));
        var kind = auth.equals(Optional.of("basic")) ? Bmc.Auth.BASIC : Bmc.Auth.SESSION;
        return endpoint(fields.get()).map(endpoint -> new Bmc(endpoint, kind));
    }

    private static String[] with(String... more) {
        return Stream.concat(KEYS.stream(), List.of(more).stream()).toArray(String[]::new);
    }

    private static Optional<Endpoint> endpoint(Fields fields) {
        var url = fields.required("url", EndpointSection::url);
        var username = fields.required("username", Value::text);
        var password = fields.required("password", SecretSection::password);
        var trust = trust(fields);
        return url.isPresent() && username.isPresent() && password.isPresent() && trust.isPresent()
                ? Optional.of(new Endpoint(url.get(), username.get(), password.get(), trust.get()))
                : Optional.empty();
    }

    private static Optional<URI> url(Value value) {
        var text = value.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            var url = new URI(text.get().strip());
            if (Endpoint.isAcceptable(url)) {
                return Optional.of(url);
            }
            value.complain(
                    url.getRawUserInfo() != null
                            ? "spec.url-with-user"
                            : "http".equalsIgnoreCase(url.getScheme())
                                    ? "spec.url-http"
                                    : "spec.bad-url");
        } catch (URISyntaxException e) {
            value.complain("spec.bad-url");
        }
        return Optional.empty();
    }

    private static Optional<Trust> trust(Fields fields) {
        var stated = fields.atMostOne("thumbprint", "caFile", "insecure");
        if (stated.isEmpty()) {
            return Optional.of(new Trust.Unstated());
        }
        return switch (stated.get()) {
            case "thumbprint" -> fields.optional("thumbprint", EndpointSection::thumbprint);
            case "caFile" -> fields.optional("caFile", v -> v.filePath().map(Trust.CaFile::new));
            default ->
                    fields.optional("insecure", Value::truth)
                            .map(yes -> yes ? new Trust.Insecure() : new Trust.Unstated());
        };
    }

    private static Optional<Trust> thumbprint(Value value) {
        var text = value.text();
        var read = text.flatMap(Trust.Thumbprint::parse);
        if (text.isPresent() && read.isEmpty()) {
            boolean sha1 = text.get().matches("(?i)(sha-?1:)?[0-9a-f]{2}(:?[0-9a-f]{2}){19}");
            value.complain(sha1 ? "spec.thumbprint-sha1" : "spec.bad-thumbprint");
        }
        return read.map(t -> t);
    }
}
