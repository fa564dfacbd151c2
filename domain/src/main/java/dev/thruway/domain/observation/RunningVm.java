package dev.thruway.domain.observation;

import java.util.List;
import java.util.Locale;

/// A VM that runs on a host, of the file or not.
///
/// @param uuid its instance UUID, by which it is found again
/// @param names what its guest calls itself: host names and IP addresses
public record RunningVm(
        String uuid, String name, List<String> names, Mobility mobility, Tools tools) {

    /// Whether it can be moved to another host while it runs.
    public enum Mobility {
        FREE,
        /// A device of its host holds it.
        BOUND
    }

    /// Whether its guest can be asked to shut down.
    public enum Tools {
        RUNNING,
        ABSENT
    }

    public RunningVm {
        names = List.copyOf(names);
    }

    RunningVm named(String other) {
        return new RunningVm(uuid, other, names, mobility, tools);
    }

    /// Whether its guest is what a URL's host names: an address, or a name with or without its
    /// domain.
    public boolean isCalled(String host) {
        var wanted = host.toLowerCase(Locale.ROOT);
        boolean isName = wanted.chars().anyMatch(Character::isLetter) && !wanted.contains(":");
        return names.stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .anyMatch(n -> n.equals(wanted) || (isName && wanted.startsWith(n + ".")));
    }
}
