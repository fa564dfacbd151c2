package dev.thruway.lab.scenario;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Ids that a scenario leaves out: the same for the same names, whenever it is served.
final class Derived {

    private Derived() {}

    static String uuid(String of) {
        return UUID.nameUUIDFromBytes(of.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /// In the form that `esxcli system uuid get` prints.
    static String systemId(String server) {
        var digits = uuid(server).replace("-", "");
        return "%s-%s-%s-%s"
                .formatted(
                        digits.substring(0, 8),
                        digits.substring(8, 16),
                        digits.substring(16, 20),
                        digits.substring(20));
    }
}
