package dev.thruway.lab.world;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount;
import java.util.List;

/// A world of servers, and of the vCenters above them. Whoever holds it may look at all of it; it
/// changes only by what the servers, hosts and VMs in it are asked to do.
///
/// @param servers each with its host and VMs
public record World(
        Changes changes, Timeline timeline, List<Server> servers, List<LabVcenter> vcenters) {

    public World {
        servers = List.copyOf(servers);
        vcenters = List.copyOf(vcenters);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a world without a server");
        }
    }

    /// A vCenter under the name that the lab has for it.
    public record LabVcenter(String name, Vcenter vcenter) {}

    /// Builds a world.
    ///
    /// @param clock of the guests
    /// @param account the login of every guest
    public static World of(
            WorldPlan plan, Timeline timeline, LabClock clock, GuestAccount account) {
        return new WorldBuilder(plan, timeline, clock, account).build();
    }

    /// The server of that name.
    public Server server(String name) {
        return servers.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such server: " + name));
    }

    /// The vCenter of that name.
    public Vcenter vcenter(String name) {
        return vcenters.stream()
                .filter(v -> v.name().equals(name))
                .map(LabVcenter::vcenter)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such vCenter: " + name));
    }
}
