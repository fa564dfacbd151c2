package dev.thruway.knowledge.data;

import java.util.Locale;

/// How sure a fact is.
public enum Certainty {
    /// Read from the output of a machine that has the product.
    MEASURED,
    /// On a page, or in a register, of the maker or of PCI ids.
    DOCUMENTED,
    /// Said by somebody else, and not checked.
    REPORTED,
    /// Computed from other facts.
    DERIVED;

    /// As the data and the JSON write it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
