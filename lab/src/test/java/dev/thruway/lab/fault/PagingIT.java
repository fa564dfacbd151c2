package dev.thruway.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.SeedWorld;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereTransport;
import dev.thruway.vsphere.client.WireTrace;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A vCenter that gives one object a page, and fails between pages.
@Timeout(60)
class PagingIT {

    private static final String NEXT_PAGE = "ContinueRetrievePropertiesEx";

    private final SeedWorld seed = new SeedWorld(Scenarios.VCENTER);
    private Lab lab;
    private VsphereClient client;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(seed.world);
        var vcenter = lab.endpoint(LabEndpoint.Kind.VCENTER, "vc01");
        client =
                VsphereClient.connect(
                        new SmallPages(
                                new HttpTransport(
                                        vcenter.url(),
                                        new ServerTrust.Thumbprint(vcenter.thumbprint()))),
                        new Credential(
                                vcenter.username(), new Secret(vcenter.password().toCharArray())),
                        WireTrace.NONE,
                        InstantSource.system(),
                        new SplittableRandom(1));
    }

    @AfterEach
    void stop() {
        client.close();
        assertThat(lab.openSessions()).isZero();
        lab.close();
    }

    /// Sockets, with requests that ask for pages of one object.
    private record SmallPages(VsphereTransport sockets) implements VsphereTransport {

        @Override
        public String address() {
            return sockets.address();
        }

        @Override
        public Answer send(Request request) {
            return sockets.send(
                    new Request(
                            request.method(),
                            request.path(),
                            request.headers(),
                            request.body()
                                    .replaceAll(
                                            "<maxObjects>[0-9]+</maxObjects>",
                                            "<maxObjects>1</maxObjects>"),
                            request.deadline()));
        }

        @Override
        public void close() {
            sockets.close();
        }
    }

    private List<String> inWorld() {
        return seed.world.servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .map(vm -> vm.config().name())
                .toList();
    }

    private List<String> read() {
        return client
                .properties()
                .under(client.content().rootFolder(), "VirtualMachine", "name")
                .stream()
                .map(vm -> vm.find("name", String.class).orElseThrow())
                .toList();
    }

    private List<String> readEach() {
        var names = new ArrayList<String>();
        client.properties()
                .each(
                        client.content().rootFolder(),
                        "VirtualMachine",
                        List.of("name"),
                        vm -> names.add(vm.find("name", String.class).orElseThrow()));
        return names;
    }

    @Test
    void readsAllPages() {
        var pages = lab.faults().add(FaultRule.on(NEXT_PAGE));
        assertThat(read()).containsExactlyInAnyOrderElementsOf(inWorld());
        assertThat(pages.calls()).isEqualTo(inWorld().size() - 1).isGreaterThan(1);
        assertThat(readEach()).containsExactlyInAnyOrderElementsOf(inWorld());
    }

    @Test
    void beginsAgainWhereTheSessionEndsBetweenPages() {
        lab.faults().add(FaultRule.on(NEXT_PAGE).after(1).times(1).instead(Instead.EXPIRE_SESSION));
        assertThat(read()).containsExactlyInAnyOrderElementsOf(inWorld());
    }

    @Test
    void beginsAgainWhereTheSessionEndsBeforeTheFirstPage() {
        lab.faults()
                .add(FaultRule.on("RetrievePropertiesEx").times(1).instead(Instead.EXPIRE_SESSION));
        assertThat(readEach()).containsExactlyInAnyOrderElementsOf(inWorld());
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "RESET_HALFWAY", "TRUNCATED", "GARBAGE", "HTTP_503"})
    void neverTakesAPartForTheWhole(Instead instead) {
        lab.faults().add(FaultRule.on(NEXT_PAGE).after(1).instead(instead));
        assertThatExceptionOfType(VsphereException.class).isThrownBy(this::read);
        assertThatExceptionOfType(VsphereException.class).isThrownBy(this::readEach);
    }

    @Test
    void doesNotHandOnAnObjectTwice() {
        lab.faults().add(FaultRule.on(NEXT_PAGE).after(1).instead(Instead.EXPIRE_SESSION));
        var names = new ArrayList<String>();
        assertThatExceptionOfType(VsphereException.class)
                .isThrownBy(() ->
                        client.properties()
                                .each(
                                        client.content().rootFolder(),
                                        "VirtualMachine",
                                        List.of("name"),
                                        vm ->
                                                names.add(
                                                        vm.find("name", String.class)
                                                                .orElseThrow())));
        assertThat(names).doesNotHaveDuplicates();
    }
}
