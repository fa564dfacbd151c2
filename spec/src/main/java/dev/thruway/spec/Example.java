package dev.thruway.spec;

import dev.thruway.domain.pci.PciAddress;
import java.util.Optional;

/// The right form of a mapping or a list where something else stands, with what stands there put
/// into its place as far as that is clear.
final class Example {

    private static final String CARD = "{model: L40S, count: 1}";

    private Example() {}

    /// Of one item or mapping; empty where none is known.
    ///
    /// @param key as it is named in an error: `bmc`, or `gpus[0]`
    /// @param found the text that stands in its place; empty where it is no text
    static Optional<String> mapping(String key, String found) {
        return switch (bare(key)) {
            case "passthrough", "gpus" -> Optional.of(card(found));
            case "esxi" -> Optional.of(endpoint(found, "root", "ESXI_PASSWORD"));
            case "bmc" -> Optional.of(endpoint(found, "admin", "ILO_PASSWORD"));
            case "guest" -> Optional.of("{ssh: " + ssh(found) + "}");
            case "ssh", "jump" -> Optional.of(ssh(found));
            case "tools" -> Optional.of("{username: root, password: {env: GUEST_PASSWORD}}");
            case "driver" -> Optional.of("{branch: " + plain(found).orElse("auto") + "}");
            case "cluster" ->
                    Optional.of("{vcenter: vc01, name: " + plain(found).orElse("ai") + "}");
            case "policy" -> Optional.of("{hostReboot: ask, vmPowerOff: ask}");
            case "gpuFirmware" -> Optional.of("{L40S: \"95.02.66.00.02\"}");
            default -> Optional.empty();
        };
    }

    /// Of a list; empty where none is known.
    static Optional<String> list(String key, String found) {
        return switch (key) {
            case "passthrough", "gpus" -> Optional.of("[" + card(found) + "]");
            default -> Optional.empty();
        };
    }

    private static String bare(String key) {
        int bracket = key.indexOf('[');
        return bracket < 0 ? key : key.substring(0, bracket);
    }

    private static String card(String found) {
        return PciAddress.tryParse(found)
                .map(address -> "{address: \"" + address + "\"}")
                .or(() -> plain(found).map(model -> "{model: " + model + ", count: 1}"))
                .orElse(CARD);
    }

    private static String endpoint(String found, String user, String variable) {
        var host = host(found).orElse("192.0.2.10");
        return "{url: https://%s, username: %s, password: {env: %s}}"
                .formatted(host, user, variable);
    }

    private static String ssh(String found) {
        return "{host: %s, username: ubuntu, password: {env: GUEST_PASSWORD}}"
                .formatted(host(found).orElse("192.0.2.50"));
    }

    private static Optional<String> host(String found) {
        return plain(found.replaceFirst("^https?://", ""));
    }

    /// A word that needs no quotes in YAML.
    private static Optional<String> plain(String found) {
        return Optional.of(found).filter(f -> f.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,39}"));
    }
}
