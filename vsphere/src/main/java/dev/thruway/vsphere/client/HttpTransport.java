package dev.thruway.vsphere.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/// Sockets. Redirects are never followed: a vSphere endpoint has none, and a stranger could have us
/// hand the session to somebody else.
public final class HttpTransport implements VsphereTransport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final URI base;
    private final HttpClient http;

    /// @param base scheme, host and port; a path is ignored
    public HttpTransport(URI base, VsphereTrust trust) {
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a user in the address of " + base.getHost());
        }
        this.base = URI.create(base.getScheme() + "://" + base.getRawAuthority());
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .sslContext(TrustPolicy.context(trust))
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    @Override
    public String address() {
        return base.getRawAuthority();
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
        var started = System.nanoTime();
        try {
            var answer = http.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
            var headers = new HashMap<String, List<String>>();
            answer.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
            var left = request.deadline().minusNanos(System.nanoTime() - started);
            return new Answer(answer.statusCode(), headers, new DeadlineBody(answer.body(), left));
        } catch (HttpTimeoutException e) {
            throw new VsphereException(what, new VsphereFault.TimedOut(request.deadline()), e);
        } catch (IOException e) {
            throw new VsphereException(what, fault(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VsphereException(what, new VsphereFault.Unreachable("interrupted"), e);
        }
    }

    private static VsphereFault fault(IOException e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof TrustPolicy.Untrusted untrusted) {
                return new VsphereFault.UntrustedCertificate(
                        untrusted.sha256(), untrusted.expected());
            }
        }
        var message = e.getMessage();
        return new VsphereFault.Unreachable(
                message == null ? e.getClass().getSimpleName() : message);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
