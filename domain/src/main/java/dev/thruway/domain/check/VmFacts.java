package dev.thruway.domain.check;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What only preflight asks of a VM.
///
/// @param managedBy the product that owns the VM, by its extension key
/// @param unread properties that the server refused to show
public record VmFacts(Set<Trait> traits, Optional<String> managedBy, List<String> unread) {

    /// What stands in the way of a passthrough device, or gets lost with one.
    public enum Trait {
        SNAPSHOTS(CheckCode.SNAPSHOTS),
        NESTED_VIRTUALIZATION(CheckCode.NESTED_VIRTUALIZATION),
        VIRTUALIZATION_BASED_SECURITY(CheckCode.VIRTUALIZATION_BASED_SECURITY),
        CPU_HOT_ADD(CheckCode.CPU_HOT_ADD),
        MEMORY_HOT_ADD(CheckCode.MEMORY_HOT_ADD);

        private final CheckCode code;

        Trait(CheckCode code) {
            this.code = code;
        }

        /// The finding that it is.
        CheckCode code() {
            return code;
        }
    }

    public VmFacts {
        var copy = EnumSet.noneOf(Trait.class);
        copy.addAll(traits);
        traits = Collections.unmodifiableSet(copy);
        unread = List.copyOf(unread);
    }
}
