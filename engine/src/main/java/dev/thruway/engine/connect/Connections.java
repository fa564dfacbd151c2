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
import dev.thruway.vsphere.client.Properties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.Optional;

/// All connections of one run, never two to one endpoint. A connection that could not be opened is
/// not kept, so that the next look tries again. One that opens slowly delays nobody but those who
/// want the same. A login that was refused is not tried again: hosts lock the account after a few.
public final class Connections implements AutoCloseable {

    private final Spec spec;
    private final Connector connector;
    private final OnePerKey<Endpoint, VsphereClient> sessions =
            new OnePerKey<>(Connections::refused);
    private final OnePerKey<String, HostAccess> hosts = new OnePerKey<>(_ -> false);
    private final OnePerKey<Bmc, RedfishClient> controllers = new OnePerKey<>(_ -> false);
    private final OnePerKey<String, GuestShell> guests = new OnePerKey<>(_ -> false);

    public Connections(Spec spec, Connector connector) {
        this.spec = spec;
        this.connector = connector;
    }

    /// The host of a server. Throws [dev.thruway.vsphere.client.VsphereException] where its
    /// endpoint fails, [StepFailed] where the inventory has no such host.
    public HostAccess host(Server server) {
        return hosts.get(server.name(), () -> open(server));
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

    private static boolean refused(RuntimeException e) {
        return e instanceof VsphereException v
                && v.fault() instanceof VsphereFault.NotAuthenticated;
    }

    private VsphereClient session(Endpoint endpoint) {
        return sessions.get(endpoint, () -> connector.vsphere(endpoint));
    }

    /// A server's management controller.
    public RedfishClient bmc(Bmc bmc) {
        return controllers.get(bmc, () -> connector.bmc(bmc));
    }

    /// The VM in its server's inventory, by name or by path, or where it was renamed by the note in
    /// it; empty where there is none. Throws [StepFailed] where several have the name, and where it
    /// is on another host.
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
        if (found.isEmpty() && vm.path().isEmpty()) {
            return RenamedVm.of(host, vm.name());
        }
        var ref = found.stream().map(Inventory.Entry::ref).findFirst();
        ref.ifPresent(r -> requireOn(host, r, vm));
        return ref;
    }

    /// A vCenter has the VMs of all its hosts, and moves them.
    private static void requireOn(HostAccess host, ManagedObjectReference ref, Vm vm) {
        var properties = host.client().properties();
        var on =
                properties
                        .of(ref, "runtime.host")
                        .find("runtime.host", ManagedObjectReference.class)
                        .filter(other -> !other.equals(host.host()));
        if (on.isPresent()) {
            throw new StepFailed(
                    Phrase.of(
                            "unread.vm-on-another-host",
                            "vm",
                            vm.name(),
                            "host",
                            name(properties, host.host()),
                            "other",
                            name(properties, on.get())));
        }
    }

    private static String name(Properties properties, ManagedObjectReference host) {
        try {
            return properties.of(host, "name").find("name", String.class).orElse(host.value());
        } catch (VsphereException _) {
            // Of a host that may not be read its id is all that is known.
            return host.value();
        }
    }

    /// The guest of a VM; empty where the file has none, or reaches it in another way than SSH.
    public Optional<GuestShell> guest(Vm vm) {
        return vm.guest().map(Guest::access).flatMap(access -> guest(vm.name(), access));
    }

    private Optional<GuestShell> guest(String vm, GuestAccess access) {
        return switch (access) {
            case GuestAccess.Tools _ -> Optional.empty();
            case GuestAccess.Ssh ssh -> Optional.of(guests.get(vm, () -> connector.guest(ssh)));
        };
    }

    /// Sessions are logged out, connections closed; also where the thread was interrupted.
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        closeAll();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeAll() {
        hosts.takeAll();
        sessions.takeAll().forEach(VsphereClient::close);
        controllers.takeAll().forEach(RedfishClient::close);
        guests.takeAll().forEach(guest -> guest.client().close());
    }
}
