package dev.thruway.domain.gpu;

import dev.thruway.domain.text.Phrase;
import java.util.List;

/// Which driver a guest gets.
public sealed interface DriverChoice {

    /// These packages, of this branch.
    ///
    /// @param flavour the kernel modules: open or proprietary
    /// @param packages to be installed by the distribution's package manager, in one go
    /// @param signed whether the modules are signed by a key that the distribution's shim trusts,
    ///   so that Secure Boot accepts them
    record Packages(int branch, Flavour flavour, List<String> packages, Signing signed, Phrase why)
            implements DriverChoice {
        public Packages {
            packages = List.copyOf(packages);
        }
    }

    /// Nothing is known that fits.
    record None(Phrase why) implements DriverChoice {}

    /// Which kernel modules.
    enum Flavour {
        OPEN,
        PROPRIETARY
    }

    /// Who signed the kernel modules.
    enum Signing {
        BY_DISTRIBUTION,
        UNSIGNED
    }
}
