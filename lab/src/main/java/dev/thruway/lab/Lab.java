package dev.thruway.lab;

import dev.thruway.lab.bmc.BmcCredentials;
import dev.thruway.lab.bmc.BmcLimits;
import dev.thruway.lab.bmc.BmcServer;
import dev.thruway.lab.bmc.ServerHardware;
import dev.thruway.lab.esxi.EsxiCredentials;
import dev.thruway.lab.esxi.EsxiServer;
import dev.thruway.lab.esxi.VcenterServer;
import dev.thruway.lab.fault.Endpoint;
import dev.thruway.lab.fault.FaultRules;
import dev.thruway.lab.fault.FaultyServer;
import dev.thruway.lab.fault.ServerProtocol;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.sshd.GuestSshServer;
import dev.thruway.lab.sshd.SshFaults;
import dev.thruway.lab.world.Server;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.World;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A world that is served on loopback until it is closed: each vCenter, each server's ESXi and BMC,
/// each reachable guest's sshd, with certificates and passwords of their own.
public final class Lab implements AutoCloseable {

    private static final String VCENTER_USER = "administrator@vsphere.local";

    private final World world;
    private final Loopback loopback;
    private final List<ServerProtocol> protocols = new ArrayList<>();
    private final FaultRules faults = new FaultRules();

    private Lab(World world, int portBase) {
        this.world = world;
        this.loopback = new Loopback(portBase);
    }

    /// Serves a world on any free ports.
    public static Lab start(World world) throws IOException {
        return start(world, 0);
    }

    /// Serves a world.
    ///
    /// @param portBase the first port, the others follow; 0 for any that are free
    public static Lab start(World world, int portBase) throws IOException {
        var lab = new Lab(world, portBase);
        try {
            for (var vcenter : world.vcenters()) {
                lab.serve(vcenter);
            }
            for (var server : world.servers()) {
                lab.serve(server);
            }
            return lab;
        } catch (IOException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    private void serve(World.LabVcenter vcenter) throws IOException {
        var login = new EsxiCredentials(VCENTER_USER, LabPassword.random());
        var server = new VcenterServer(vcenter.vcenter(), login, InstantSource.system());
        serveHttps(
                new Loopback.Place(LabEndpoint.Kind.VCENTER, vcenter.name()),
                vcenter.vcenter().name(),
                new Loopback.Login(login.user(), login.password()),
                new Service(server, server.protocol()));
    }

    private void serve(Server server) throws IOException {
        var login = new EsxiCredentials("root", LabPassword.random());
        var esxi = new EsxiServer(server.host(), login, InstantSource.system());
        serveHttps(
                new Loopback.Place(LabEndpoint.Kind.ESXI, server.name()),
                server.host().name(),
                new Loopback.Login(login.user(), login.password()),
                new Service(esxi, esxi.protocol()));
        for (var vm : server.host().vms()) {
            if (vm.guestPlan().reach() == ServerPlan.Reach.SSH) {
                serveSsh(vm.config().plainName(), vm.guest());
            }
        }
        if (server.bmc() == ServerPlan.Management.PRESENT) {
            serveBmc(server);
        }
    }

    private void serveBmc(Server server) throws IOException {
        var login = new BmcCredentials("admin", LabPassword.random());
        var bmc =
                new BmcServer(
                        new ServerHardware(server),
                        login,
                        BmcLimits.DEFAULT,
                        InstantSource.system());
        serveHttps(
                new Loopback.Place(LabEndpoint.Kind.BMC, server.name()),
                "ilo-" + server.name(),
                new Loopback.Login(login.user(), login.password()),
                new Service(bmc, bmc.protocol()));
    }

    private void serveSsh(String name, GuestMachine guest) throws IOException {
        var account = guest.image().account();
        var here = new SshFaults(faults, new Endpoint(LabEndpoint.Kind.SSH.word(), name));
        loopback.ssh(
                name,
                new Loopback.Login(account.name(), account.password()),
                port -> GuestSshServer.of(guest, port, here));
    }

    /// What answers, and what its faults have to know of it.
    private record Service(LabHandler handler, ServerProtocol protocol) {}

    private void serveHttps(
            Loopback.Place place, String hostName, Loopback.Login login, Service service)
            throws IOException {
        var here = new Endpoint(place.kind().word(), place.name());
        loopback.https(
                place,
                hostName,
                login,
                new FaultyServer(here, service.handler(), service.protocol(), faults));
        protocols.add(service.protocol());
    }

    public World world() {
        return world;
    }

    public List<LabEndpoint> endpoints() {
        return loopback.endpoints();
    }

    /// What goes wrong by rule.
    public FaultRules faults() {
        return faults;
    }

    /// How many sessions are open at all endpoints but SSH.
    public int openSessions() {
        return protocols.stream().mapToInt(ServerProtocol::openSessions).sum();
    }

    /// The endpoint of that kind with that name.
    public LabEndpoint endpoint(LabEndpoint.Kind kind, String name) {
        return endpoints().stream()
                .filter(e -> e.kind() == kind && e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " of " + name));
    }

    /// Stops answering. Guests lose their power.
    @Override
    public void close() {
        loopback.close();
        world.servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .forEach(vm -> vm.guest().powerOff());
    }
}
