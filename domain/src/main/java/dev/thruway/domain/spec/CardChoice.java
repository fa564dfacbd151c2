package dev.thruway.domain.spec;

import dev.thruway.domain.pci.PciAddress;

/// Which cards of a server are meant.
public sealed interface CardChoice {

    /// As many as a VM can hold: 128 passthrough devices since ESXi 8.0 U2 with virtual hardware 21
    /// (Broadcom KB 309986).
    int MAX_COUNT = 128;

    int count();

    /// So many cards of a model; which of them, the plan decides and prints.
    ///
    /// @param model a GPU's name as the catalog knows it, such as `L40S` or `H100-80GB`
    record OfModel(String model, int count) implements CardChoice {

        public OfModel {
            Texts.requireName("GPU model", model);
            requireCount(count);
        }
    }

    /// The card at this address of the host.
    record AtAddress(PciAddress address) implements CardChoice {

        @Override
        public int count() {
            return 1;
        }
    }

    private static void requireCount(int count) {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count out of range 1.." + MAX_COUNT + ": " + count);
        }
    }
}
