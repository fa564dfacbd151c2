package dev.thruway.lab.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.world.SeedWorld;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.client.VsphereTransport;
import dev.thruway.vsphere.client.WireTrace;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.NoPermission;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Our vSphere client against servers that fail, over sockets.
@Timeout(60)
class ConnectionsIT {

    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final SeedWorld seed = new SeedWorld();
    private final List<WireTrace.Exchange> traced = new CopyOnWriteArrayList<>();
    private Lab lab;
    private LabEndpoint esxi;
    private volatile Duration patience = PATIENT;

    @BeforeEach
    void start() throws IOException {
        lab = Lab.start(seed.world);
        esxi = lab.endpoint(LabEndpoint.Kind.ESXI, seed.server.name());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /// Sockets, with no more patience than the test has.
    private record Hurried(VsphereTransport sockets, Supplier<Duration> patience)
            implements VsphereTransport {

        @Override
        public String address() {
            return sockets.address();
        }

        @Override
        public Answer send(Request request) {
            var most = patience.get();
            var deadline = request.deadline().compareTo(most) < 0 ? request.deadline() : most;
            return sockets.send(
                    new Request(
                            request.method(),
                            request.path(),
                            request.headers(),
                            request.body(),
                            deadline));
        }

        @Override
        public void close() {
            sockets.close();
        }
    }

    private VsphereClient connect(String password) {
        return VsphereClient.connect(
                new Hurried(
                        new HttpTransport(
                                esxi.url(), new ServerTrust.Thumbprint(esxi.thumbprint())),
                        () -> patience),
                new Credential(esxi.username(), new Secret(password.toCharArray())),
                traced::add,
                InstantSource.system(),
                new SplittableRandom(1));
    }

    private VsphereClient connect() {
        return connect(esxi.password());
    }

    private ManagedObjectReference vm(VsphereClient client) {
        return new Inventory(client).virtualMachines().getFirst().ref();
    }

    private static VsphereException failure(Runnable work) {
        return assertThatExceptionOfType(VsphereException.class).isThrownBy(work::run).actual();
    }

    @Test
    void hasOneSessionAndLogsOut() {
        var logins = lab.faults().add(FaultRule.on("Login"));
        try (var client = connect()) {
            vm(client);
            assertThat(lab.openSessions()).isEqualTo(1);
        }
        assertThat(lab.openSessions()).isZero();
        assertThat(logins.calls()).isEqualTo(1);
    }

    @Test
    void leavesNoSessionWhereTheAnswerToTheLoginIsBroken() {
        lab.faults().add(FaultRule.on("Login").instead(Instead.TRUNCATED));
        failure(this::connect);
        assertThat(lab.openSessions()).isZero();
    }

    @Test
    void putsAnOperationIdOnEveryCall() {
        try (var client = connect()) {
            client.properties().of(vm(client), "config");
        }
        var calls = traced.stream().filter(x -> x.request().equals("POST /sdk")).toList();
        assertThat(calls).hasSizeGreaterThan(5);
        assertThat(calls)
                .allSatisfy(x -> assertThat(x.requestBody()).contains("<operationID ", "thruway-"));
        assertThat(
                        calls.stream()
                                .map(x -> x.requestBody().replaceAll("(?s).*<operationID", ""))
                                .map(x -> x.replaceAll("</operationID.*", "")))
                .doesNotHaveDuplicates();
    }

    @Test
    void neverSendsAWrongPasswordTwice() {
        var logins = lab.faults().add(FaultRule.on("Login"));
        assertThat(failure(() -> connect("wrong")).fault())
                .isInstanceOf(VsphereFault.NotAuthenticated.class);
        assertThat(logins.calls()).isEqualTo(1);
    }

    @Test
    void renewsASessionThatHasExpiredAndDoesTheCallOnce() {
        try (var client = connect()) {
            var logins = lab.faults().add(FaultRule.on("Login"));
            var reads =
                    lab.faults()
                            .add(
                                    FaultRule.on("RetrievePropertiesEx")
                                            .times(1)
                                            .instead(Instead.EXPIRE_SESSION));
            assertThat(new Inventory(client).virtualMachines()).isNotEmpty();
            assertThat(reads.calls()).isGreaterThanOrEqualTo(2);
            assertThat(logins.calls()).isEqualTo(1);
            assertThat(lab.openSessions()).isEqualTo(1);
        }
        assertThat(lab.openSessions()).isZero();
    }

    @Test
    void renewsASessionOnceAndThenSaysSo() {
        try (var client = connect()) {
            var logins = lab.faults().add(FaultRule.on("Login"));
            var reads =
                    lab.faults()
                            .add(
                                    FaultRule.on("CreateContainerView")
                                            .instead(Instead.EXPIRE_SESSION));
            assertThat(failure(() -> vm(client)).fault())
                    .isInstanceOf(VsphereFault.NotAuthenticated.class);
            assertThat(reads.calls()).isEqualTo(2);
            assertThat(logins.calls()).isEqualTo(1);
        }
        assertThat(lab.openSessions()).isZero();
    }

    @Test
    void renewsASessionOnceForManyThreads() throws InterruptedException {
        try (var client = connect()) {
            vm(client);
            var logins = lab.faults().add(FaultRule.on("Login"));
            lab.faults()
                    .add(
                            FaultRule.on("CreateContainerView")
                                    .times(1)
                                    .instead(Instead.EXPIRE_SESSION));
            var threads =
                    IntStream.range(0, 8)
                            .mapToObj(_ -> Thread.startVirtualThread(() -> vm(client)))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(logins.calls()).isEqualTo(1);
            assertThat(lab.openSessions()).isEqualTo(1);
        }
    }

    @Test
    void endsACallThatNobodyAnswersAtItsDeadline() {
        try (var client = connect()) {
            var vm = vm(client);
            var calls = lab.faults().add(FaultRule.on("PowerOnVM_Task").instead(Instead.HANG));
            patience = SHORT;
            var e = failure(() -> new VmOperations(client).powerOn(vm, TaskProgress.NONE));
            patience = PATIENT;
            assertThat(e.fault()).isInstanceOf(VsphereFault.TimedOut.class);
            assertThat(e.request()).contains("PowerOnVM_Task", esxi.url().getAuthority());
            assertThat(calls.calls()).isEqualTo(1);
        }
        assertThat(lab.openSessions()).isZero();
    }

    @Test
    void readsAgainWhereTheConnectionBreaksAndGivesUpAtSomePoint() {
        try (var client = connect()) {
            lab.faults().add(FaultRule.on("RetrievePropertiesEx").times(2).instead(Instead.DROP));
            assertThat(new Inventory(client).virtualMachines()).isNotEmpty();
            var reads =
                    lab.faults().add(FaultRule.on("RetrievePropertiesEx").instead(Instead.DROP));
            assertThat(failure(() -> vm(client)).fault())
                    .isInstanceOf(VsphereFault.Unreachable.class);
            assertThat(reads.calls()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "RESET_HALFWAY", "HTTP_503", "TRUNCATED", "GARBAGE"})
    void sendsAChangeOnlyOnce(Instead instead) {
        try (var client = connect()) {
            var vm = vm(client);
            var calls = lab.faults().add(FaultRule.on("PowerOnVM_Task").instead(instead));
            failure(() -> new VmOperations(client).powerOn(vm, TaskProgress.NONE));
            assertThat(calls.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Instead.class,
            names = {"EXPIRE_SESSION", "WRONG_CONTENT_TYPE"},
            mode = EnumSource.Mode.EXCLUDE)
    void givesOneErrorThatSaysWhereForWhateverComes(Instead instead) {
        try (var client = connect()) {
            var vm = vm(client);
            lab.faults().add(FaultRule.on("RetrievePropertiesEx").instead(instead));
            patience = SHORT;
            var e = failure(() -> client.properties().of(vm, "config"));
            patience = PATIENT;
            assertThat(e.request()).contains(esxi.url().getAuthority());
            assertThat(e.fault())
                    .isInstanceOfAny(
                            VsphereFault.Malformed.class,
                            VsphereFault.Unreachable.class,
                            VsphereFault.TimedOut.class);
        }
        assertThat(lab.openSessions()).isZero();
    }

    @Test
    void toleratesAWrongContentType() {
        try (var client = connect()) {
            lab.faults().add(FaultRule.on("*").instead(Instead.WRONG_CONTENT_TYPE));
            assertThat(new Inventory(client).virtualMachines()).isNotEmpty();
        }
    }

    @Test
    void namesAFaultThatItDoesNotKnow() {
        try (var client = connect()) {
            var vm = vm(client);
            lab.faults()
                    .add(
                            FaultRule.on("PowerOnVM_Task")
                                    .times(1)
                                    .refused("FaultOfTheFuture", "not before 2030"));
            lab.faults()
                    .add(
                            FaultRule.on("PowerOnVM_Task")
                                    .does(
                                            new Effect.TaskFails(
                                                    new SaidFault(
                                                            "FaultOfTheFuture",
                                                            "nor as task",
                                                            Map.of()))));
            assertThat(failure(() -> new VmOperations(client).powerOn(vm, TaskProgress.NONE)))
                    .hasMessageContainingAll("FaultOfTheFuture", "not before 2030");
            assertThat(failure(() -> new VmOperations(client).powerOn(vm, TaskProgress.NONE)))
                    .hasMessageContainingAll("FaultOfTheFuture", "nor as task");
        }
    }

    @Test
    void tellsWhichPrivilegeIsMissing() {
        try (var client = connect()) {
            var vm = vm(client);
            var fields = Map.of("privilegeId", "VirtualMachine.Interact.PowerOn");
            lab.faults()
                    .add(
                            FaultRule.on("PowerOnVM_Task")
                                    .does(
                                            new Effect.Refused(
                                                    new SaidFault("NoPermission", "no", fields))));
            assertThat(
                            failure(() -> new VmOperations(client).powerOn(vm, TaskProgress.NONE))
                                    .fault())
                    .isInstanceOfSatisfying(
                            VsphereFault.Rejected.class,
                            r ->
                                    assertThat(r.fault())
                                            .isEqualTo(
                                                    new NoPermission(
                                                            null,
                                                            List.of(),
                                                            vm,
                                                            "VirtualMachine.Interact.PowerOn")));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DROP", "RESET_HALFWAY", "HTTP_503"})
    void aFileThatBreaksOffIsNotTakenForTheWhole(Instead instead) {
        seed.host.datastore().write("/x.txt", "0123456789".repeat(1000).getBytes(UTF_8));
        try (var client = connect()) {
            var rule = FaultRule.on("GET").of("/folder*");
            lab.faults().add(rule.instead(instead));
            var files =
                    new DatastoreFiles(
                            client,
                            "ha-datacenter",
                            new ManagedObjectReference("Datacenter", "ha-datacenter"));
            var store = seed.host.datastore().name();
            failure(() -> files.read(store, "x.txt", 1 << 20));
            lab.faults().clear();
            assertThat(files.read(store, "x.txt", 1 << 20).orElseThrow()).hasSize(10_000);
        }
    }
}
