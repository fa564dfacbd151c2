package dev.thruway.lab.world;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.GuestMachine;
import java.util.ArrayList;
import java.util.List;

/// A world of servers. Whoever holds it may look at all of it; it changes only by what the servers,
/// hosts and VMs in it are asked to do.
///
/// @param servers each with its host and VMs
public record World(Changes changes, Timeline timeline, List<Server> servers) {

    public World {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("a world without a server");
        }
    }

    /// Builds a world.
    ///
    /// @param clock of the guests
    /// @param account the login of every guest
    public static World of(
            List<ServerPlan> plans, Timeline timeline, LabClock clock, GuestAccount account) {
        var changes = new Changes();
        var servers = new ArrayList<Server>();
        for (var plan : plans) {
            var server = new Server(plan, changes, timeline);
            plan.vms().forEach(vm -> addVm(server.host(), vm, clock, account));
            servers.add(server);
        }
        return new World(changes, timeline, servers);
    }

    private static void addVm(
            EsxHost host, ServerPlan.VmPlan plan, LabClock clock, GuestAccount account) {
        var folder = plan.identity().folder();
        host.datastore().makeFolder(folder, true);
        for (var device : plan.config().devices()) {
            if (device instanceof VmDevice.Disk disk) {
                host.datastore().write(folder + "/" + disk.file(), new byte[0]);
            }
        }
        var guest = new GuestMachine(GuestImage.ubuntu2404(plan.hostname(), account), clock);
        host.add(new VirtualMachine(host, plan.identity(), plan.config(), guest, plan.address()));
    }

    /// The server of that name.
    public Server server(String name) {
        return servers.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such server: " + name));
    }
}
