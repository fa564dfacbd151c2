package dev.thruway.spec;

import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import java.util.List;
import java.util.Optional;

/// Reads a VM's `guest`: how to get in, and the wanted driver.
final class GuestSection {

    /// How many machines may be gone through.
    private static final int MAX_JUMPS = 5;

    private GuestSection() {}

    static Optional<Guest> guest(Value value) {
        var fields = value.fields("ssh", "tools", "driver");
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        var way = fields.get().exactlyOne("ssh", "tools");
        Optional<GuestAccess> access =
                way.equals(Optional.of("tools"))
                        ? fields.get().optional("tools", GuestSection::tools)
                        : fields.get().optional("ssh", v -> ssh(v, 0)).map(s -> s);
        var driver =
                fields.get().has("driver")
                        ? fields.get().optional("driver", GuestSection::driver)
                        : Optional.of(new Driver.Auto());
        return access.isPresent() && driver.isPresent()
                ? Optional.of(new Guest(access.get(), driver.get()))
                : Optional.empty();
    }

    private static Optional<GuestAccess> tools(Value value) {
        var fields = value.fields("username", "password");
        var username = fields.flatMap(f -> f.required("username", Value::text));
        var password = fields.flatMap(f -> f.required("password", SecretSection::password));
        return username.isPresent() && password.isPresent()
                ? Optional.of(new GuestAccess.Tools(username.get(), password.get()))
                : Optional.empty();
    }

    private static Optional<GuestAccess.Ssh> ssh(Value value, int jumps) {
        if (jumps > MAX_JUMPS) {
            value.complain("spec.too-many-jumps", "limit", MAX_JUMPS);
            return Optional.empty();
        }
        var read =
                value.fields(
                        "host",
                        "port",
                        "username",
                        "privateKey",
                        "password",
                        "hostKey",
                        "knownHostsFile",
                        "sudoPassword",
                        "jump");
        if (read.isEmpty()) {
            return Optional.empty();
        }
        var fields = read.get();
        var host = fields.required("host", GuestSection::host);
        var port =
                fields.has("port")
                        ? fields.optional("port", v -> v.number(1, 0xFFFF))
                        : Optional.of(GuestAccess.Ssh.DEFAULT_PORT);
        var login = login(fields);
        var hostKey = hostKey(fields);
        var sudo = fields.optional("sudoPassword", SecretSection::password);
        var jump = fields.optional("jump", v -> ssh(v, jumps + 1));
        return host.isPresent() && port.isPresent() && login.isPresent() && hostKey.isPresent()
                ? Optional.of(
                        new GuestAccess.Ssh(
                                host.get(), port.get(), login.get(), hostKey.get(), sudo, jump))
                : Optional.empty();
    }

    private static Optional<String> host(Value value) {
        var text = value.text();
        if (text.isPresent() && text.get().matches(".*[\\s/@].*")) {
            value.complain("spec.bad-host");
            return Optional.empty();
        }
        return text;
    }

    private static Optional<GuestAccess.Login> login(Fields fields) {
        var username = fields.required("username", Value::text);
        fields.atLeastOne("privateKey", "password");
        var key = fields.optional("privateKey", SecretSection::privateKey);
        var password = fields.optional("password", SecretSection::password);
        return username.isPresent() && (key.isPresent() || password.isPresent())
                ? Optional.of(new GuestAccess.Login(username.get(), key, password))
                : Optional.empty();
    }

    private static Optional<HostKey> hostKey(Fields fields) {
        var stated = fields.atMostOne("hostKey", "knownHostsFile");
        if (stated.isEmpty()) {
            return Optional.of(new HostKey.Unstated());
        }
        return stated.get().equals("hostKey")
                ? fields.optional("hostKey", GuestSection::fingerprint)
                : fields.optional("knownHostsFile", v -> v.filePath().map(HostKey.KnownHosts::new));
    }

    private static Optional<HostKey> fingerprint(Value value) {
        var text = value.text();
        var read = text.flatMap(HostKey.Fingerprint::parse);
        if (text.isPresent() && read.isEmpty()) {
            value.complain("spec.bad-host-key");
        }
        return read.map(f -> f);
    }

    private static Optional<Driver> driver(Value value) {
        return value.fields("branch").flatMap(f -> f.required("branch", GuestSection::branch));
    }

    private static Optional<Driver> branch(Value value) {
        var text = value.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var words = List.of("auto", "none");
        return switch (text.get()) {
            case "auto" -> Optional.of(new Driver.Auto());
            case "none" -> Optional.of(new Driver.None());
            case String number when number.matches("[1-9][0-9]{2}") ->
                    Optional.of(new Driver.Branch(Integer.parseInt(number)));
            case String version when version.matches("[1-9][0-9]{2}[.-].*") -> {
                value.complain(
                        "spec.branch-version",
                        "found",
                        Value.quoted(version),
                        "branch",
                        version.substring(0, 3));
                yield Optional.empty();
            }
            case String other -> {
                value.notOneOf("spec.bad-branch", other, words);
                yield Optional.empty();
            }
        };
    }
}
