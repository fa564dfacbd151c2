package dev.thruway.lab.guest.kernel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A kernel module as a file: an ELF header, the entries that modinfo(8) shows, and behind them the
/// signature, where it has one.
///
/// @param license of NVIDIA's modules: `NVIDIA` is the proprietary flavour, `Dual MIT/GPL` the open
/// @param vermagic begins with the kernel release that it was built for
/// @param signer common name of the signing key's certificate; empty is unsigned
public record ModuleFile(
        String name,
        String version,
        String license,
        String description,
        List<String> aliases,
        List<String> depends,
        String vermagic,
        Optional<String> signer) {

    /// The certificate under which Canonical signs the modules of its kernels, DKMS excluded
    /// (`modinfo -F signer` on Ubuntu 24.04; unverified here).
    public static final String CANONICAL = "Canonical Ltd. Kernel Module Signing";

    private static final String MAGIC = "\u007fELF\2\1\1";

    /// What the kernel's `scripts/sign-file` ends a signed module with.
    private static final String SIGNED = "~Module signature appended~\n";

    public ModuleFile {
        aliases = List.copyOf(aliases);
        depends = List.copyOf(depends);
    }

    public byte[] toBytes() {
        var entries = new ArrayList<String>();
        entries.add(MAGIC);
        if (!version.isEmpty()) {
            entries.add("version=" + version);
        }
        entries.add("license=" + license);
        entries.add("description=" + description);
        aliases.forEach(alias -> entries.add("alias=" + alias));
        entries.add("depends=" + String.join(",", depends));
        entries.add("retpoline=Y");
        entries.add("name=" + name);
        entries.add("vermagic=" + vermagic);
        signer.ifPresent(s -> entries.add("signer=" + s));
        var text = String.join("\0", entries) + "\0" + (signer.isPresent() ? SIGNED : "");
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// Empty where the bytes are no module.
    public static Optional<ModuleFile> read(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith(MAGIC + "\0") || !text.contains("\0vermagic=")) {
            return Optional.empty();
        }
        var entries = List.of(text.split("\0"));
        var signed = text.endsWith(SIGNED);
        return Optional.of(
                new ModuleFile(
                        first(entries, "name"),
                        first(entries, "version"),
                        first(entries, "license"),
                        first(entries, "description"),
                        all(entries, "alias"),
                        List.of(first(entries, "depends").split(",")).stream()
                                .filter(d -> !d.isEmpty())
                                .toList(),
                        first(entries, "vermagic"),
                        signed ? Optional.of(first(entries, "signer")) : Optional.empty()));
    }

    private static String first(List<String> entries, String key) {
        return all(entries, key).stream().findFirst().orElse("");
    }

    private static List<String> all(List<String> entries, String key) {
        return entries.stream()
                .filter(e -> e.startsWith(key + "="))
                .map(e -> e.substring(key.length() + 1))
                .collect(Collectors.toList());
    }

    /// The kernel that it was built for.
    public String kernelRelease() {
        return vermagic.split(" ")[0];
    }

    public boolean open() {
        return license.equals("Dual MIT/GPL");
    }
}
