package dev.thruway.lab.world;

import java.util.Optional;

/// The distributed switches that a host's network cards are uplinks of; where there is none, they
/// are uplinks of a standard one.
///
/// @param management the one that the host is managed over
/// @param uplinks the one of all other cards that it uses
public record HostSwitches(Optional<Distributed> management, Optional<Distributed> uplinks) {

    /// A distributed switch of the host's vCenter.
    public record Distributed(String name, String uuid) {}
}
