package dev.thruway.domain.observation;

import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// The virtual hardware of a VM, and what an upgrade of it, which nobody can take back, has to
/// respect.
///
/// @param version as vim spells it, such as `vmx-19`
/// @param managedBy the product that owns the VM, by its extension key
/// @param offered versions that the VM can be upgraded to where it is; read only where one is
///   needed
public record VirtualHardware(
        String version,
        Snapshots snapshots,
        Optional<String> managedBy,
        Observed<List<Integer>> offered) {

    private static final Pattern VERSION = Pattern.compile("vmx-0*(\\d{1,3})");

    /// Where nobody asked what the host offers.
    public static final Observed<List<Integer>> NOT_ASKED =
            Observed.unknown(Phrase.of("unread.not-asked"));

    /// Whether the VM has snapshots, each of which keeps the hardware that it was taken with.
    public enum Snapshots {
        NONE,
        SOME
    }

    public VirtualHardware {
        offered = offered.map(List::copyOf);
    }

    /// The number of a version; empty where it is none.
    public static OptionalInt number(String version) {
        var m = VERSION.matcher(version);
        return m.matches() ? OptionalInt.of(Integer.parseInt(m.group(1))) : OptionalInt.empty();
    }

    public OptionalInt number() {
        return number(version);
    }

    public VirtualHardware offering(Observed<List<Integer>> versions) {
        return new VirtualHardware(version, snapshots, managedBy, versions);
    }
}
