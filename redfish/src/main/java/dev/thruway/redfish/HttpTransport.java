package dev.thruway.redfish;

import dev.thruway.tls.ServerTrust;
import dev.thruway.tls.TrustPolicy;
import dev.thruway.tls.UntrustedCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// Sockets.
public final class HttpTransport implements RedfishTransport {

    private final URI base;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    /// @param base scheme, host and port; a path is ignored
    public HttpTransport(URI base, ServerTrust trust) {
        this.base = URI.create(base.getScheme() + "://" + base.getRawAuthority());
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .sslContext(TrustPolicy.context(trust))
                        .executor(threads)
                        .build();
    }

    @Override
    public String address() {
        return base.getRawAuthority();
    }

    @Override
    public Answer send(Request request) {
        var object = address() + request.path();
        var exchange = http.sendAsync(httpRequest(request), _ -> new LimitedBody(request.limit()));
        try {
            var answer = exchange.get(request.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), headers(answer), body(answer, request.limit()));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new RedfishException(
                    request.method(), object, new RedfishFault.TimedOut(request.deadline()), e);
        } catch (ExecutionException e) {
            throw new RedfishException(request.method(), object, fault(e), e);
        } catch (IOException e) {
            throw new RedfishException(
                    request.method(),
                    object,
                    new RedfishFault.Malformed("a body that is not what its encoding says"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.cancel(true);
            throw new RedfishException(
                    request.method(), object, new RedfishFault.Unreachable("interrupted"), e);
        }
    }

    private HttpRequest httpRequest(Request request) {
        var body =
                request.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(request.body());
        var builder =
                HttpRequest.newBuilder(URI.create(base + request.path()))
                        .method(request.method(), body);
        request.headers().forEach(builder::header);
        return builder.build();
    }

    private static Map<String, List<String>> headers(HttpResponse<?> answer) {
        var headers = new HashMap<String, List<String>>();
        answer.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }

    /// Unpacks what iLO packs without being asked: its BIOS registries.
    private static byte[] body(HttpResponse<byte[]> answer, int limit) throws IOException {
        var encoding = answer.headers().firstValue("content-encoding").orElse("identity");
        if (!encoding.equalsIgnoreCase("gzip")) {
            return answer.body();
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            var bytes = unpacked.readNBytes(limit);
            if (unpacked.read() >= 0) {
                throw new LimitedBody.TooLarge(limit);
            }
            return bytes;
        }
    }

    private static RedfishFault fault(ExecutionException e) {
        var untrusted = UntrustedCertificate.among(e);
        if (untrusted.isPresent()) {
            return new RedfishFault.UntrustedCertificate(
                    untrusted.get().sha256(), untrusted.get().expected());
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof LimitedBody.TooLarge tooLarge) {
                return new RedfishFault.Malformed("more than " + tooLarge.limit() + " bytes");
            }
        }
        var cause = Optional.ofNullable(e.getCause());
        return new RedfishFault.Unreachable(
                cause.map(Throwable::getMessage)
                        .or(() -> cause.map(c -> c.getClass().getSimpleName()))
                        .orElse("no connection"));
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
