package dev.thruway.redfish;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Sockets, over TLS only.
public final class HttpTransport implements RedfishTransport {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(15);

    private final URI base;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /// @param base scheme, host and port; a path is ignored
    public HttpTransport(URI base, RedfishTrust trust) {
        if (!"https".equals(base.getScheme()) || base.getHost() == null) {
            throw new IllegalArgumentException("not an https address: " + base.getHost());
        }
        this.base = URI.create("https://" + authority(base));
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .sslContext(TrustPolicy.context(trust))
                        .executor(threads)
                        .build();
    }

    /// Host and port, without a user name that somebody wrote into the URL.
    private static String authority(URI base) {
        return base.getPort() < 0 ? base.getHost() : base.getHost() + ":" + base.getPort();
    }

    @Override
    public String address() {
        return base.getRawAuthority();
    }

    @Override
    public Answer send(Request request) {
        var future =
                http.sendAsync(httpRequest(request), _ -> new LimitedBody(request.maxAnswer()));
        try {
            var answer = future.get(request.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return switch (answer.body()) {
                case LimitedBody.Body.Whole(var bytes) -> answer(answer, bytes);
                case LimitedBody.Body.TooLong _ ->
                        throw failed(
                                request,
                                new RedfishFault.Malformed(
                                        "more than " + request.maxAnswer() + " bytes"),
                                null);
            };
        } catch (TimeoutException e) {
            future.cancel(true);
            throw failed(request, new RedfishFault.TimedOut(request.deadline()), e);
        } catch (ExecutionException e) {
            throw failed(request, fault(e, request.deadline()), e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(request, new RedfishFault.Unreachable("interrupted"), e);
        }
    }

    private static Answer answer(HttpResponse<?> answer, byte[] body) {
        return new Answer(answer.statusCode(), answer.headers().map(), body);
    }

    private HttpRequest httpRequest(Request request) {
        var builder =
                HttpRequest.newBuilder(URI.create(base + request.path()))
                        .timeout(request.deadline())
                        .method(
                                request.method(),
                                request.body().length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private RedfishException failed(
            Request request, RedfishFault fault, @Nullable Throwable cause) {
        return new RedfishException(request.method(), address() + request.path(), fault, cause);
    }

    private static RedfishFault fault(Throwable failure, Duration deadline) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TrustPolicy.Untrusted untrusted) {
                return new RedfishFault.UntrustedCertificate(untrusted.sha256());
            }
            if (t instanceof HttpConnectTimeoutException) {
                return new RedfishFault.Unreachable("no connection within " + CONNECT_TIMEOUT);
            }
            if (t instanceof HttpTimeoutException) {
                return new RedfishFault.TimedOut(deadline);
            }
        }
        var cause = failure.getCause() == null ? failure : failure.getCause();
        var message = cause.getMessage();
        return cause instanceof IOException && message != null
                ? new RedfishFault.Unreachable(message)
                : new RedfishFault.Unreachable(cause.getClass().getSimpleName());
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
