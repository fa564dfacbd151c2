package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.ScaledTimeline;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.HostOperations;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.WireTrace;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Our vSphere client and the lab's vCenter over sockets.
class OurVsphereClientIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Lab lab;
    private VsphereClient client;

    @BeforeEach
    void start() throws IOException {
        var clock = LabClock.dividingBy(1000);
        lab =
                Lab.start(
                        Scenarios.world(
                                Scenarios.VCENTER,
                                new ScaledTimeline(clock),
                                clock,
                                new GuestAccount(
                                        "hpe", "pw", List.of(), GuestAccount.Sudo.WITH_PASSWORD)));
        client = connect(lab.endpoint(LabEndpoint.Kind.VCENTER, "vc01"));
    }

    @AfterEach
    void stop() {
        client.close();
        lab.close();
    }

    private static VsphereClient connect(LabEndpoint endpoint) {
        return VsphereClient.connect(
                new HttpTransport(
                        endpoint.url(), new ServerTrust.Thumbprint(endpoint.thumbprint())),
                new Credential(endpoint.username(), new Secret(endpoint.password().toCharArray())),
                WireTrace.NONE,
                InstantSource.system(),
                new SplittableRandom(1));
    }

    private ManagedObjectReference host(int number) {
        return find(new Inventory(client).hosts(), "esxi0" + number + ".example.com");
    }

    private ManagedObjectReference vm(String name) {
        return find(new Inventory(client).virtualMachines(), name);
    }

    private static ManagedObjectReference find(List<Inventory.Entry> entries, String name) {
        return entries.stream()
                .filter(e -> e.name().equals(name))
                .map(Inventory.Entry::ref)
                .findFirst()
                .orElseThrow();
    }

    private VirtualMachine inWorld(String name) {
        return lab.world().servers().stream()
                .flatMap(s -> s.host().vms().stream())
                .filter(vm -> vm.config().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsHostsAndVmsByTheirPaths() {
        assertThat(client.isVcenter()).isTrue();
        assertThat(new Inventory(client).hosts())
                .extracting(Inventory.Entry::path)
                .contains("/tokyo/host/ai/esxi02.example.com");
        assertThat(new Inventory(client).virtualMachines())
                .extracting(Inventory.Entry::path)
                .contains("/tokyo/vm/gpu02", "/tokyo/vm/vcsa01");
        assertThat(new Inventory(client).datacenters())
                .extracting(Inventory.Entry::path)
                .containsExactly("/tokyo");
    }

    @Test
    void asksTheClusterForWhatOneHostOffers() {
        var first = lab.world().server("dl385-01").host();
        first.toggle(
                List.of(
                        new Passthrough.Toggle(
                                "0000:41:00.0", true, Optional.empty(), Optional.empty())));
        lab.world().server("dl385-01").restart();
        await(() -> !first.available().isEmpty());
        var hosts = new HostOperations(client);
        assertThat(hosts.configTarget(host(1)).orElseThrow().pciPassthrough())
                .singleElement()
                .satisfies(p -> assertThat(p.systemId()).isEqualTo(first.systemId()));
        assertThat(hosts.configTarget(host(2)).orElseThrow().pciPassthrough()).isEmpty();
    }

    @Test
    void emptiesAHost() {
        var hosts = new HostOperations(client);
        hosts.enterMaintenanceMode(host(2), Optional.empty(), LIMIT, TaskProgress.NONE);
        assertThat(
                        client.properties()
                                .of(host(2), "runtime.inMaintenanceMode")
                                .find("runtime.inMaintenanceMode", Boolean.class))
                .contains(true);
        assertThat(
                        client.properties()
                                .of(vm("db01"), "runtime.host")
                                .find("runtime.host", ManagedObjectReference.class)
                                .filter(host(2)::equals))
                .isEmpty();
        hosts.exitMaintenanceMode(host(2), LIMIT, TaskProgress.NONE);
    }

    @Test
    void keepsFilesOnASharedDatastore() {
        var datacenter = new Inventory(client).datacenters().getFirst();
        var files = new DatastoreFiles(client, "tokyo", datacenter.ref());
        files.makeDirectory("shared1", "notes", DatastoreFiles.Parents.CREATE);
        files.write("shared1", "notes/one", "1");
        assertThat(files.read("shared1", "notes/one", 10)).contains("1");
        files.delete("shared1", "notes");
        assertThat(files.read("shared1", "notes/one", 10)).isEmpty();
    }

    @Test
    void findsNobodyWhileTheVcentersOwnVmIsOff() {
        new VmOperations(client).powerOff(vm("web01"), TaskProgress.NONE);
        inWorld("vcsa01").powerOff();
        await(() -> !lab.world().vcenter("vc01").powered());
        assertThatThrownBy(() -> new Inventory(client).hosts())
                .isInstanceOfSatisfying(
                        VsphereException.class,
                        e -> assertThat(e.fault()).isInstanceOf(VsphereFault.Unreachable.class));
        inWorld("vcsa01").powerOn();
        await(() -> lab.world().vcenter("vc01").answering());
        assertThat(new Inventory(client).hosts()).hasSize(3);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited too long");
            }
            Thread.onSpinWait();
        }
    }
}
