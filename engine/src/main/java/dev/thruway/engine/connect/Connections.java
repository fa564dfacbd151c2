package dev.thruway.engine.connect;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.Optional;

/// All connections of one run, never two to one endpoint. A connection that could not be opened is
/// not kept, so that the next look tries again. One that opens slowly delays nobody but those who
/// want the same. A login that was refused is not tried again: hosts lock the account after a few.
/// A server that did not answer in time is not asked again in the same look.
public final class Connections implements AutoCloseable {

    private final Spec spec;
    private final Connector connector;
    private final OnePerKey<Endpoint, Names> sessions = new OnePerKey<>(Connections::lasts);
    private final OnePerKey<String, HostAccess> hosts = new OnePerKey<>(_ -> false);
    private final OnePerKey<String, ClusterAccess> clusters = new OnePerKey<>(_ -> false);
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
            case Esxi.Standalone(var endpoint) -> session(endpoint).only(server.name());
            case Esxi.UnderVcenter(var vcenter, var host) -> ofVcenter(vcenter).host(host);
        };
    }

    /// The session with a vCenter of the file. Throws as [#host] does.
    public VsphereClient vcenter(String name) {
        return ofVcenter(name).client();
    }

    /// What a vCenter of the file calls itself; empty where it does not say. Throws as [#host]
    /// does.
    public Optional<String> ownName(String vcenter) {
        return ofVcenter(vcenter).ownName();
    }

    private Names ofVcenter(String name) {
        return session(spec.vcenter(name).orElseThrow().endpoint());
    }

    /// A cluster of the file. Throws as [#host] does.
    public ClusterAccess cluster(Placement.InCluster placement) {
        return clusters.get(
                placement.key(), () -> ofVcenter(placement.vcenter()).cluster(placement.cluster()));
    }

    /// The VM where it is now; empty where there is none. Throws as [#host] and [#vm] do.
    public Optional<PlacedVm> placed(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(var server) -> {
                var host = host(spec.server(server).orElseThrow());
                yield vm(host, vm).map(ref -> new PlacedVm(host, ref));
            }
            case Placement.InCluster cluster -> {
                var access = cluster(cluster);
                yield names(access.client()).placed(access, vm);
            }
        };
    }

    /// The VM where it is now. Throws as [#placed], and [StepFailed] where there is none.
    public PlacedVm existing(Vm vm) {
        return placed(vm)
                .orElseThrow(
                        () -> new StepFailed(Phrase.of("condition.vm-not-found", "vm", vm.name())));
    }

    /// Begins a look: what names stand for, and what lies on datastores, is found out anew.
    public void beginLook() {
        sessions.eachOpen(Names::beginLook);
        sessions.forgetFailures(e -> !refused(e));
    }

    /// Begins a look that goes on from the one before: what names stand for stays, what lies on
    /// datastores is found out anew.
    public void beginLookAgain() {
        sessions.eachOpen(Names::beginLookAgain);
        sessions.forgetFailures(e -> !refused(e));
    }

    /// A server that does not answer in time is asked once in a look: each who waits for it would
    /// wait as long again.
    private static boolean lasts(RuntimeException e) {
        return refused(e)
                || (e instanceof VsphereException v && v.fault() instanceof VsphereFault.TimedOut);
    }

    private static boolean refused(RuntimeException e) {
        return e instanceof VsphereException v
                && (v.fault() instanceof VsphereFault.NotAuthenticated
                        || v.fault() instanceof VsphereFault.LoginForbidden);
    }

    private Names session(Endpoint endpoint) {
        return sessions.get(endpoint, () -> new Names(connector.vsphere(endpoint)));
    }

    /// A server's management controller.
    public RedfishClient bmc(Bmc bmc) {
        return controllers.get(bmc, () -> connector.bmc(bmc));
    }

    /// The VM in its server's inventory, by name or by path, or where it was renamed by the note in
    /// it; empty where there is none. Throws [StepFailed] where several have the name, where it is
    /// not said on which host it is, and where it is on another one.
    public Optional<ManagedObjectReference> vm(HostAccess host, Vm vm) {
        return names(host.client()).vm(host, vm);
    }

    private Names names(VsphereClient client) {
        return sessions.open(names -> names.client().equals(client))
                .orElseThrow(() -> new IllegalStateException("closed: " + client.address()));
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
        clusters.takeAll();
        sessions.takeAll().forEach(names -> names.client().close());
        controllers.takeAll().forEach(RedfishClient::close);
        guests.takeAll().forEach(guest -> guest.client().close());
    }
}
