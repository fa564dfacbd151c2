package dev.thruway.domain.mmio;

import dev.thruway.domain.finding.Finding;

/// Where the size of a device's BARs was read, and how sure that is.
///
/// @param where for a person to look it up: a log and its line, an address in a guest, a product
public record MmioEvidence(Source source, Finding.Certainty certainty, String where) {

    /// Who says it, the best first.
    public enum Source {
        /// The VM's own log of an earlier power-on.
        HOST_LOG("vmware.log"),
        /// The PCI bus of the running guest.
        GUEST("guest"),
        /// The catalog, by PCI ids.
        CATALOG("catalog"),
        /// The host's graphics, which tell the memory and not the BARs.
        HOST_GRAPHICS("graphicsInfo");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /// The same in every language.
        public String word() {
            return word;
        }
    }

    /// `vmware.log, certain: [datastore1] gpu02/vmware.log:14`.
    public String inWords() {
        return "%s, %s: %s".formatted(source.word(), certainty, where);
    }
}
