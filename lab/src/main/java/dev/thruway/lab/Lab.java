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
import dev.thruway.lab.http.LabHttpServer;
import dev.thruway.lab.sshd.GuestSshServer;
import dev.thruway.lab.sshd.SshFaults;
import dev.thruway.lab.tls.LabCertificate;
import dev.thruway.lab.world.Server;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.World;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A world that is served on loopback until it is closed: each vCenter, each server's ESXi and BMC,
/// each reachable guest's sshd, with certificates and passwords of their own.
public final class Lab implements AutoCloseable {

    private static final String VCENTER_USER = "administrator@vsphere.local";

    private final World world;
    private final List<LabEndpoint> endpoints = new ArrayList<>();
    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<ServerProtocol> protocols = new ArrayList<>();
    private final FaultRules faults = new FaultRules();
    private int nextPort;

    private Lab(World world, int portBase) {
        this.world = world;
        this.nextPort = portBase;
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
                new Where(LabEndpoint.Kind.VCENTER, vcenter.name()),
                new Login(vcenter.vcenter().name(), login.user(), login.password()),
                server,
                server.protocol());
    }

    private void serve(Server server) throws IOException {
        var login = new EsxiCredentials("root", LabPassword.random());
        var esxi = new EsxiServer(server.host(), login, InstantSource.system());
        serveHttps(
                new Where(LabEndpoint.Kind.ESXI, server.name()),
                new Login(server.host().name(), login.user(), login.password()),
                esxi,
                esxi.protocol());
        for (var vm : server.host().vms()) {
            if (vm.guestPlan().reach() == ServerPlan.Reach.SSH) {
                serveSsh(vm.config().name(), vm.guest());
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
                new Where(LabEndpoint.Kind.BMC, server.name()),
                new Login("ilo-" + server.name(), login.user(), login.password()),
                bmc,
                bmc.protocol());
    }

    private void serveSsh(String name, GuestMachine guest) throws IOException {
        var ssh =
                GuestSshServer.of(
                        guest,
                        port(),
                        new SshFaults(faults, new Endpoint(LabEndpoint.Kind.SSH.word(), name)));
        running.add(ssh);
        var account = guest.image().account();
        endpoints.add(
                new LabEndpoint(
                        LabEndpoint.Kind.SSH,
                        name,
                        URI.create("ssh://127.0.0.1:" + ssh.port()),
                        account.name(),
                        account.password(),
                        ssh.fingerprint()));
    }

    private record Login(String hostName, String user, String password) {}

    private record Where(LabEndpoint.Kind kind, String name) {}

    private void serveHttps(Where where, Login login, LabHandler handler, ServerProtocol protocol)
            throws IOException {
        var certificate = LabCertificate.make(List.of(login.hostName()), Instant.now());
        var place = new Endpoint(where.kind().word(), where.name());
        var faulty = new FaultyServer(place, handler, protocol, faults);
        var web = LabHttpServer.start(port(), certificate.sslContext(), faulty);
        running.add(web);
        endpoints.add(
                new LabEndpoint(
                        where.kind(),
                        where.name(),
                        URI.create("https://127.0.0.1:" + web.port()),
                        login.user(),
                        login.password(),
                        certificate.sha256()));
        protocols.add(protocol);
    }

    private int port() {
        return nextPort == 0 ? 0 : nextPort++;
    }

    public World world() {
        return world;
    }

    public List<LabEndpoint> endpoints() {
        return List.copyOf(endpoints);
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
        return endpoints.stream()
                .filter(e -> e.kind() == kind && e.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + kind + " of " + name));
    }

    /// Stops answering. Guests lose their power.
    @Override
    public void close() {
        for (var service : running.reversed()) {
            try {
                service.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot stop " + service, e);
            }
        }
        running.clear();
        world.servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .forEach(vm -> vm.guest().powerOff());
    }
}
