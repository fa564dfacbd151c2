package dev.thruway.engine.connect;

import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Which files a folder of each datastore holds: listed once a look, for all hosts that have the
/// datastore. What is written in between is known to those only who forget the lists.
public final class Listings {

    private final OnePerKey<ManagedObjectReference, Optional<Set<String>>> lists =
            new OnePerKey<>(_ -> false);

    /// Empty where the datastore cannot be listed; then each file is to be asked for.
    public Optional<Set<String>> of(ManagedObjectReference datastore, Supplier<Set<String>> list) {
        return lists.get(datastore, () -> attempt(list));
    }

    private static Optional<Set<String>> attempt(Supplier<Set<String>> list) {
        try {
            return Optional.of(list.get());
        } catch (VsphereException _) {
            return Optional.empty();
        }
    }

    /// The next who asks has them listed anew.
    public void forget() {
        lists.takeAll();
    }
}
