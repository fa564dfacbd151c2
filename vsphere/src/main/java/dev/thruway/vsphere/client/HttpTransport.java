package dev.thruway.vsphere.client;

import dev.thruway.tls.ServerTrust;
import dev.thruway.tls.TrustPolicy;
import dev.thruway.tls.UntrustedCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// Sockets. Redirects are never followed: a vSphere endpoint has none, and a stranger could have us
/// hand the session to somebody else.
public final class HttpTransport implements VsphereTransport {

    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    /// Requests to one server at the same time. Each needs a connection of its own, whose handshake
    /// costs more than many a request, and no server answers more at once any quicker.
    private static final int AT_ONCE = 32;

    private final URI base;
    private final Duration deadline;
    private final Duration connecting;
    private final HttpClient http;
    private final Semaphore room = new Semaphore(AT_ONCE);

    /// @param base scheme, host and port; a path is ignored
    public HttpTransport(URI base, ServerTrust trust) {
        this(base, trust, DEADLINE);
    }

    /// @param deadline how long the server may take for an answer
    public HttpTransport(URI base, ServerTrust trust, Duration deadline) {
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a user in the address of " + base.getHost());
        }
        this.deadline = deadline;
        this.connecting = deadline.compareTo(CONNECT_TIMEOUT) < 0 ? deadline : CONNECT_TIMEOUT;
        this.base = URI.create(base.getScheme() + "://" + base.getRawAuthority());
        var tls = TrustPolicy.context(trust);
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connecting)
                        .sslContext(tls)
                        .sslParameters(quickestFirst(tls))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// ChaCha20 before AES, where the server leaves the choice to us: the JVM runs with its quick
    /// compiler only, to which the processor's instructions for AES mean nothing, and then ChaCha20
    /// takes half the time.
    private static SSLParameters quickestFirst(SSLContext tls) {
        var parameters = tls.getDefaultSSLParameters();
        parameters.setCipherSuites(
                Stream.of(parameters.getCipherSuites())
                        .sorted(Comparator.comparing(suite -> !suite.contains("CHACHA20")))
                        .toArray(String[]::new));
        return parameters;
    }

    @Override
    public String address() {
        return base.getRawAuthority();
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    @Override
    public Answer send(Request request) {
        var what = request.method() + " " + address() + request.path();
        var builder =
                HttpRequest.newBuilder(URI.create(base + request.path()))
                        .timeout(request.deadline())
                        .method(
                                request.method(),
                                request.body().isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(request.body()));
        request.headers().forEach(builder::header);
        try {
            room.acquire();
            try {
                return answer(builder.build(), request.deadline());
            } finally {
                room.release();
            }
        } catch (HttpConnectTimeoutException e) {
            throw new VsphereException(what, new VsphereFault.TimedOut(connecting), e);
        } catch (HttpTimeoutException e) {
            throw new VsphereException(what, new VsphereFault.TimedOut(request.deadline()), e);
        } catch (IOException e) {
            throw new VsphereException(what, fault(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VsphereException(what, new VsphereFault.Unreachable("interrupted"), e);
        }
    }

    private Answer answer(HttpRequest request, Duration deadline)
            throws IOException, InterruptedException {
        var started = System.nanoTime();
        var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        var headers = new HashMap<String, List<String>>();
        answer.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        var left = deadline.minusNanos(System.nanoTime() - started);
        return new Answer(answer.statusCode(), headers, new DeadlineBody(answer.body(), left));
    }

    private static VsphereFault fault(IOException e) {
        var message = e.getMessage();
        return UntrustedCertificate.among(e)
                .<VsphereFault>map(
                        c -> new VsphereFault.UntrustedCertificate(c.sha256(), c.expected()))
                .orElseGet(() ->
                        new VsphereFault.Unreachable(
                                message == null ? e.getClass().getSimpleName() : message));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
