package dev.thruway.lab;

import dev.thruway.lab.bmc.BmcCredentials;
import dev.thruway.lab.bmc.BmcLimits;
import dev.thruway.lab.bmc.BmcServer;
import dev.thruway.lab.bmc.ServerHardware;
import dev.thruway.lab.esxi.EsxiCredentials;
import dev.thruway.lab.esxi.EsxiServer;
import dev.thruway.lab.esxi.VcenterServer;
import dev.thruway.lab.guest.GuestMachine;
import dev.thruway.lab.http.LabHandler;
import dev.thruway.lab.http.LabHttpServer;
import dev.thruway.lab.sshd.GuestSshServer;
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
        serveHttps(
                LabEndpoint.Kind.VCENTER,
                vcenter.name(),
                new Login(vcenter.vcenter().name(), login.user(), login.password()),
                new VcenterServer(vcenter.vcenter(), login, InstantSource.system()));
    }

    private void serve(Server server) throws IOException {
        var login = new EsxiCredentials("root", LabPassword.random());
        var esxi = new EsxiServer(server.host(), login, InstantSource.system());
        serveHttps(
                LabEndpoint.Kind.ESXI,
                server.name(),
                new Login(server.host().name(), login.user(), login.password()),
                esxi);
        for (var vm : server.host().vms()) {
            if (vm.reach() == ServerPlan.Reach.SSH) {
                serveSsh(vm.config().name(), vm.guest());
            }
        }
        var bmc = new BmcCredentials("admin", LabPassword.random());
        serveHttps(
                LabEndpoint.Kind.BMC,
                server.name(),
                new Login("ilo-" + server.name(), bmc.user(), bmc.password()),
                new BmcServer(
                        new ServerHardware(server),
                        bmc,
                        BmcLimits.DEFAULT,
                        InstantSource.system()));
    }

    private void serveSsh(String name, GuestMachine guest) throws IOException {
        var ssh = GuestSshServer.of(guest, port());
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

    private void serveHttps(LabEndpoint.Kind kind, String name, Login login, LabHandler handler)
            throws IOException {
        var certificate = LabCertificate.make(List.of(login.hostName()), Instant.now());
        var web = LabHttpServer.start(port(), certificate.sslContext(), handler);
        running.add(web);
        endpoints.add(
                new LabEndpoint(
                        kind,
                        name,
                        URI.create("https://127.0.0.1:" + web.port()),
                        login.user(),
                        login.password(),
                        certificate.sha256()));
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
