package dev.thruway.domain.check;

import dev.thruway.domain.text.Phrase;

/// A privilege of the vSphere API that Thruway needs.
///
/// @param id as the API names it, such as `Host.Config.PciPassthru`
public record Privilege(String id, On on, For purpose) {

    /// On which objects it is checked.
    public enum On {
        /// Any that is looked at.
        EVERYTHING,
        HOST,
        /// The host's first accessible datastore by name: it holds the lock and the notes of what
        /// was there before.
        DATASTORE,
        VM,
        /// That of a VM that the file puts into one.
        CLUSTER
    }

    /// For which part of the work it is needed.
    public enum For {
        /// Reading: `gpus`, `check`, `plan`, `status`.
        LOOKING,
        /// Changing: `apply`, `verify`, `undo`.
        CHANGING,
        /// Changing, and only where a VM's virtual hardware is too old.
        UPGRADING,
        /// Changing, and only where DRS wants other VMs moved before it starts one of a cluster.
        PLACING
    }

    /// What it is for, as a sentence.
    public Phrase why() {
        return Phrase.of("privilege." + id);
    }
}
