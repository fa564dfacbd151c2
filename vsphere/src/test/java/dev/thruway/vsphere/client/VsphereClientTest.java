package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VsphereClientTest {

    private static final ManagedObjectReference VM =
            new ManagedObjectReference("VirtualMachine", "vm-1");

    private static void assertFault(ThrowingCallable call, Class<? extends VsphereFault> type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VsphereException.class, e -> assertThat(e.fault()).isInstanceOf(type));
    }

    @Test
    void neverSendsARefusedPasswordAgain() {
        var server = new ScriptedServer();
        server.on("ShutdownGuest", _ -> ScriptedServer.faults("NotAuthenticated", ""));
        try (var client = server.client()) {
            server.on("Login", _ -> ScriptedServer.faults("InvalidLogin", ""));
            var operations = new VmOperations(client);
            for (int i = 0; i < 5; i++) {
                assertFault(
                        () -> operations.shutdownGuest(VM), VsphereFault.NotAuthenticated.class);
            }
        }

        assertThat(server.calls("Login")).as("one that succeeded, one that did not").hasSize(2);
    }

    @Test
    void tellsALoginThatIsNotLetInFromAWrongPassword() {
        var server = new ScriptedServer();
        server.on("Login", _ -> ScriptedServer.faults("NoPermission", ""));

        assertFault(server::client, VsphereFault.LoginForbidden.class);
    }

    @Test
    void logsInOnceMoreWhenTheSessionHasEndedAndAsksAgain() {
        var server = new ScriptedServer();
        var asked = new AtomicInteger();
        server.on(
                "ShutdownGuest",
                _ ->
                        asked.incrementAndGet() == 1
                                ? ScriptedServer.faults("NotAuthenticated", "")
                                : ScriptedServer.returns(""));
        try (var client = server.client()) {
            new VmOperations(client).shutdownGuest(VM);
        }

        assertThat(server.calls("Login")).hasSize(2);
        assertThat(asked).hasValue(2);
    }

    @Test
    void callsWhileNobodyElseDoesAndNeverToLogInAgain() throws InterruptedException {
        var server = new ScriptedServer();
        var called = new CountDownLatch(3);
        server.on(
                "CurrentTime",
                _ -> {
                    called.countDown();
                    return ScriptedServer.faults("NotAuthenticated", "");
                });
        try (var _ = server.client(WireTrace.NONE, Duration.ofMillis(1))) {
            assertThat(called.await(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(server.calls("Login")).hasSize(1);
        assertThat(server.calls("Logout")).hasSize(1);
    }

    @Test
    void doesNotCallWhileTheSessionIsUsed() {
        var server = new ScriptedServer();
        server.on("ShutdownGuest", _ -> ScriptedServer.returns(""));
        try (var client = server.client()) {
            new VmOperations(client).shutdownGuest(VM);
        }

        assertThat(server.calls("CurrentTime")).isEmpty();
    }

    @Test
    void sendsTheCookieBackAsItWasSetQuotesIncluded() {
        var server = new ScriptedServer();
        server.client().close();

        var logout = server.calls("Logout").getFirst().request();
        assertThat(logout.headers()).containsEntry("Cookie", ScriptedServer.COOKIE);
    }

    @ParameterizedTest
    @CsvSource({
        "<version>uA046D008</version><version>8.0.2.0</version><version>7.0</version>, 8.0.2.0",
        "<version>12.0.0.0</version><version>8.0.3.0</version>, 8.0.3.0",
        "nothing of the kind, 6.5"
    })
    void speaksTheNewestVersionThatBothSidesKnow(String announced, String spoken) {
        var server = new ScriptedServer().announces(announced);
        server.client().close();

        var login = server.calls("Login").getFirst().request();
        assertThat(login.headers()).containsEntry("SOAPAction", "\"urn:vim25/" + spoken + "\"");
    }

    @Test
    void repeatsAReadingWhenTheConnectionBreaksAndAChangeNever() {
        var server = new ScriptedServer();
        server.on(
                "CurrentTime",
                _ -> {
                    throw ScriptedServer.unreachable();
                });
        server.on(
                "PowerOnVM_Task",
                _ -> {
                    throw ScriptedServer.unreachable();
                });
        try (var client = server.client()) {
            var operations = new VmOperations(client);
            assertFault(operations::currentTime, VsphereFault.Unreachable.class);
            assertFault(
                    () -> operations.powerOn(VM, TaskProgress.NONE),
                    VsphereFault.Unreachable.class);
        }

        assertThat(server.calls("CurrentTime")).hasSize(3);
        assertThat(server.calls("PowerOnVM_Task")).hasSize(1);
    }

    @Test
    void readsEveryPageAndHasTheServerForgetTheRestWhenOneFails() {
        var server = new ScriptedServer();
        server.on(
                "RetrievePropertiesEx",
                _ -> ScriptedServer.returns("<returnval><token>more</token></returnval>"));
        server.on("ContinueRetrievePropertiesEx", _ -> ScriptedServer.faults("SystemError", ""));
        server.on("CancelRetrievePropertiesEx", _ -> ScriptedServer.returns(""));
        try (var client = server.client()) {
            assertFault(() -> client.properties().of(VM, "name"), VsphereFault.Rejected.class);
        }

        assertThat(server.calls("CancelRetrievePropertiesEx"))
                .singleElement()
                .satisfies(c -> assertThat(c.request().body()).contains("<token>more</token>"));
    }

    private static String named(int number) {
        return """
        <objects><obj type="VirtualMachine">%d</obj><propSet><name>name</name>\
        <val xsi:type="xsd:string">vm%1$d</val></propSet></objects>\
        """
                .formatted(number);
    }

    /// A server rejects a call as a whole for one object that is gone.
    @Test
    void anObjectThatGoesBetweenListAndReadIsLeftOut() {
        var server = new ScriptedServer();
        server.on(
                "CreateContainerView",
                _ -> ScriptedServer.returns("<returnval type=\"ContainerView\">v</returnval>"));
        server.on("DestroyView", _ -> ScriptedServer.returns(""));
        server.on(
                "RetrievePropertiesEx",
                call -> {
                    var body = call.request().body();
                    if (body.contains("ContainerView")) {
                        return ScriptedServer.returns(
                                "<returnval>" + named(1) + named(2) + named(3) + "</returnval>");
                    }
                    return body.contains(">2</obj>")
                            ? ScriptedServer.faults(
                                    "ManagedObjectNotFound", "<obj type=\"VirtualMachine\">2</obj>")
                            : ScriptedServer.returns(
                                    "<returnval>"
                                            + named(body.contains(">1</obj>") ? 1 : 3)
                                            + "</returnval>");
                });
        var names = new ArrayList<String>();
        try (var client = server.client()) {
            client.properties()
                    .each(
                            new ManagedObjectReference("Folder", "f"),
                            "VirtualMachine",
                            List.of("name"),
                            vm -> names.add(vm.find("name", String.class).orElse("")));
        }
        assertThat(names).containsExactly("vm1", "vm3");
    }

    @Test
    void tellsAPropertyThatIsNotSetFromOneThatItMayNotRead() {
        var server = new ScriptedServer();
        server.on(
                "RetrievePropertiesEx",
                _ ->
                        ScriptedServer.returns(
                                """
                                <returnval><objects><obj type="VirtualMachine">vm-1</obj>\
                                <missingSet><path>config</path><fault>\
                                <fault xsi:type="NoPermission"><privilegeId>System.Read\
                                </privilegeId></fault><localizedMessage>no</localizedMessage>\
                                </fault></missingSet></objects></returnval>\
                                """));
        try (var client = server.client()) {
            var vm = client.properties().of(VM, "config", "name");

            assertThat(vm.get("name", String.class)).isInstanceOf(PropertyValue.Unset.class);
            assertThat(vm.get("config", Object.class)).isInstanceOf(PropertyValue.Unread.class);
            assertThat(vm.unread("config")).isTrue();
        }
    }
}
