package dev.thruway.engine.connect;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// All connections of one run. A connection that could not be opened is not kept, so that the next
/// look tries again.
public final class Connections implements AutoCloseable {

    private final Spec spec;
    private final Connector connector;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Endpoint, VsphereClient> sessions = new HashMap<>();
    private final Map<String, HostAccess> hosts = new HashMap<>();
    private final Map<Bmc, RedfishClient> controllers = new HashMap<>();
    private final Map<String, GuestShell> guests = new HashMap<>();

    public Connections(Spec spec, Connector connector) {
        this.spec = spec;
        this.connector = connector;
    }

    /// The host of a server. Throws [dev.thruway.vsphere.client.VsphereException] where its
    /// endpoint fails, [StepFailed] where the inventory has no such host.
    public HostAccess host(Server server) {
        lock.lock();
        try {
            var known = hosts.get(server.name());
            if (known != null) {
                return known;
            }
            var access = open(server);
            hosts.put(server.name(), access);
            return access;
        } finally {
            lock.unlock();
        }
    }

    private HostAccess open(Server server) {
        var esxi =
                server.esxi()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no esxi: " + server.name()));
        return switch (esxi) {
            case Esxi.Standalone(var endpoint) -> {
                var client = session(endpoint);
                yield HostAccess.of(client, only(client, server.name()));
            }
            case Esxi.UnderVcenter(var vcenter, var host) -> {
                var endpoint = spec.vcenter(vcenter).orElseThrow().endpoint();
                var client = session(endpoint);
                yield HostAccess.of(client, named(client, host));
            }
        };
    }

    private static Inventory.Entry only(VsphereClient client, String server) {
        var hosts = new Inventory(client).hosts();
        if (hosts.size() != 1 || client.isVcenter()) {
            throw new StepFailed(Phrase.of("unread.not-one-host", "server", server));
        }
        return hosts.getFirst();
    }

    private static Inventory.Entry named(VsphereClient client, String host) {
        return new Inventory(client)
                .hosts().stream()
                        .filter(h -> h.name().equals(host))
                        .findFirst()
                        .orElseThrow(() ->
                                new StepFailed(Phrase.of("unread.no-such-host", "host", host)));
    }

    private VsphereClient session(Endpoint endpoint) {
        var known = sessions.get(endpoint);
        if (known == null) {
            known = connector.vsphere(endpoint);
            sessions.put(endpoint, known);
        }
        return known;
    }

    /// A server's management controller.
    public RedfishClient bmc(Bmc bmc) {
        lock.lock();
        try {
            return controllers.computeIfAbsent(bmc, connector::bmc);
        } finally {
            lock.unlock();
        }
    }

    /// The VM in its server's inventory, by name or by path; empty where there is none. Throws
    /// [StepFailed] where several have the name.
    public Optional<ManagedObjectReference> vm(HostAccess host, Vm vm) {
        var found =
                new Inventory(host.client())
                        .virtualMachines().stream()
                                .filter(e ->
                                        vm.path().isPresent()
                                                ? e.path().equals(vm.path().get())
                                                : e.name().equals(vm.name()))
                                .toList();
        if (found.size() > 1) {
            throw new StepFailed(Phrase.of("unread.vm-name-twice", "vm", vm.name()));
        }
        return found.stream().map(Inventory.Entry::ref).findFirst();
    }

    /// The guest of a VM; empty where the file has none, or reaches it in another way than SSH.
    public Optional<GuestShell> guest(Vm vm) {
        return vm.guest().map(Guest::access).flatMap(access -> guest(vm.name(), access));
    }

    private Optional<GuestShell> guest(String vm, GuestAccess access) {
        return switch (access) {
            case GuestAccess.Tools _ -> Optional.empty();
            case GuestAccess.Ssh ssh -> {
                lock.lock();
                try {
                    yield Optional.of(guests.computeIfAbsent(vm, _ -> connector.guest(ssh)));
                } finally {
                    lock.unlock();
                }
            }
        };
    }

    /// Sessions are logged out, connections closed.
    @Override
    public void close() {
        lock.lock();
        try {
            List.copyOf(sessions.values()).forEach(VsphereClient::close);
            List.copyOf(controllers.values()).forEach(RedfishClient::close);
            List.copyOf(guests.values()).forEach(g -> g.client().close());
            sessions.clear();
            controllers.clear();
            hosts.clear();
            guests.clear();
        } finally {
            lock.unlock();
        }
    }
}
