package dev.thruway.lab.world;

import java.util.Set;

/// A privilege that a login lacks.
///
/// @param privilege as the API names it
/// @param of the servers and VMs that it lacks it for, by name; all where it is empty
public record Withheld(String privilege, Set<String> of) {

    public Withheld {
        of = Set.copyOf(of);
    }

    /// Lacked everywhere.
    public static Withheld everywhere(String privilege) {
        return new Withheld(privilege, Set.of());
    }
}
