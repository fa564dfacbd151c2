package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WireTest {

    private static final ManagedObjectReference VM =
            new ManagedObjectReference("VirtualMachine", "vm-1");

    private final List<WireTrace.Exchange> shown = new ArrayList<>();

    /// The fault of a call whose answer is this.
    private VsphereFault fault(VsphereTransport.Answer answer) {
        var server = new ScriptedServer().on("ShutdownGuest", _ -> answer);
        try (var client = server.client(shown::add)) {
            return faultOf(client);
        }
    }

    private static VsphereFault faultOf(VsphereClient client) {
        try {
            new VmOperations(client).shutdownGuest(VM);
        } catch (VsphereException e) {
            assertThat(e).hasMessageNotContaining("canary");
            return e.fault();
        }
        throw new AssertionError("the call succeeded");
    }

    private WireTrace.Exchange exchange(String method) {
        return shown.stream()
                .filter(e -> e.operation().startsWith(method))
                .findFirst()
                .orElseThrow();
    }

    /// Bytes, and then the connection breaks.
    private static InputStream thenBroken(String text, IOException reason) {
        return new SequenceInputStream(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw reason;
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        throw reason;
                    }
                });
    }

    @Test
    void showsAnAnswerThatIsNoSoapWholeBecauseThatIsWhatABugReportIsAbout() {
        assertThat(fault(ScriptedServer.answer(503, "<html>upstream is down</html>")))
                .isEqualTo(new VsphereFault.Unreachable("HTTP status 503"));

        assertThat(exchange("ShutdownGuest").answer()).isEqualTo("503");
        assertThat(exchange("ShutdownGuest").answerBody()).contains("upstream is down");
    }

    @Test
    void showsARequestThatGotNoAnswer() {
        var server = new ScriptedServer();
        server.on(
                "ShutdownGuest",
                _ -> {
                    throw ScriptedServer.unreachable();
                });
        try (var client = server.client(shown::add)) {
            assertThat(faultOf(client)).isInstanceOf(VsphereFault.Unreachable.class);
        }

        assertThat(exchange("ShutdownGuest").answer()).contains("Unreachable", "reset");
        assertThat(exchange("ShutdownGuest").requestBody()).contains("vm-1");
    }

    @Test
    void showsEveryRequestOfTheClientOnce() {
        var server = new ScriptedServer();
        server.client(shown::add).close();

        assertThat(shown)
                .hasSameSizeAs(server.requests())
                .extracting(e -> e.operation().split(" ", 2)[0])
                .containsExactly("GET", "RetrieveServiceContent", "Login", "Logout");
    }

    @Test
    void showsNoSecretOfTheSession() {
        var server = new ScriptedServer();
        server.client(shown::add).close();

        assertThat(server.calls("Login").getFirst().request().body())
                .contains(ScriptedServer.PASSWORD);
        assertThat(exchange("Login").requestBody()).contains("root");
        assertThat(shown).isNotEmpty();
        assertThat(shown.toString()).doesNotContain("canary");
    }

    @Test
    void aConnectionThatBreaksInTheMiddleIsNoFaultOfTheAnswer() {
        var start = "<soapenv:Envelope xmlns:soapenv=\"x\"><soapenv:Body><r>";

        assertThat(
                        fault(
                                ScriptedServer.answer(
                                        200, thenBroken(start, new IOException("reset by peer")))))
                .isEqualTo(new VsphereFault.Unreachable("reset by peer"));
        assertThat(exchange("ShutdownGuest").answer()).isEqualTo("200, then reset by peer");
    }

    @Test
    void anAnswerThatDoesNotEndInTimeTimesOut() {
        var late = new HttpTimeoutException("late");

        assertThat(fault(ScriptedServer.answer(200, thenBroken("<Envelope><Body><r>", late))))
                .isInstanceOf(VsphereFault.TimedOut.class);
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        var wire =
                new Wire(
                        new ScriptedServer().announces("x".repeat(1000)),
                        WireTrace.NONE,
                        InstantSource.system());
        var request = new VsphereTransport.Request("GET", "/", Map.of(), "", Duration.ofSeconds(1));

        assertThatThrownBy(() -> wire.send("GET /", request, 999).body().readAllBytes())
                .isInstanceOfSatisfying(
                        IOException.class,
                        e ->
                                assertThat(Wire.broken(e, Duration.ZERO))
                                        .isEqualTo(
                                                new VsphereFault.Malformed(
                                                        "the answer has more than 999 bytes")));
    }
}
