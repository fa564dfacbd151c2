package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.ApiVersion;
import dev.thruway.vsphere.codec.MalformedXml;
import dev.thruway.vsphere.codec.SoapAnswer;
import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.LocalizableMessage;
import dev.thruway.vsphere.vim.MethodFault;
import dev.thruway.vsphere.vim.NotAuthenticated;
import dev.thruway.vsphere.vim.UnknownMethodFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// SOAP over a transport, with the session's cookie: one call, one answer.
final class SoapChannel {

    /// A larger answer is refused; a page of properties has a few megabytes.
    static final int BODY_LIMIT = 256 << 20;

    private static final String COOKIE = "vmware_soap_session";

    private final VsphereTransport transport;
    private final WireTrace trace;
    private final InstantSource clock;
    private final AtomicReference<@Nullable String> cookie = new AtomicReference<>();
    private volatile ApiVersion version = ApiVersion.OLDEST;

    SoapChannel(VsphereTransport transport, WireTrace trace, InstantSource clock) {
        this.transport = transport;
        this.trace = trace;
        this.clock = clock;
    }

    VsphereTransport transport() {
        return transport;
    }

    void speak(ApiVersion wanted) {
        version = wanted;
    }

    ApiVersion version() {
        return version;
    }

    Optional<String> cookie() {
        return Optional.ofNullable(cookie.get());
    }

    void forgetCookie() {
        cookie.set(null);
    }

    /// The values that the method returned. Throws where the server said no or did not answer.
    <T> List<T> call(SoapRequest request, Class<T> type, String operationId, Duration deadline) {
        var what = request.method() + " " + request.self() + " at " + transport.address();
        var body = request.encode(version, Optional.of(operationId));
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "text/xml; charset=\"utf-8\"");
        headers.put("SOAPAction", "\"urn:vim25/" + version + "\"");
        cookie().ifPresent(c -> headers.put("Cookie", c));
        var started = clock.instant();
        var answer =
                transport.send(
                        new VsphereTransport.Request("POST", "/sdk", headers, body, deadline));
        remember(answer);
        var decoded = decode(what, request.method(), body, headers, started, answer, type);
        return switch (decoded) {
            case SoapAnswer.Returned<T>(var values) -> values;
            case SoapAnswer.Faulted<T> faulted -> throw new VsphereException(what, fault(faulted));
        };
    }

    private <T> SoapAnswer<T> decode(
            String what,
            String method,
            String body,
            Map<String, String> headers,
            Instant started,
            VsphereTransport.Answer answer,
            Class<T> type) {
        try (var in = new Limited(answer.body(), BODY_LIMIT)) {
            if (answer.status() != 200 && answer.status() != 500) {
                throw new VsphereException(
                        what, new VsphereFault.Malformed("HTTP status " + answer.status()));
            }
            if (trace.equals(WireTrace.NONE)) {
                return SoapAnswer.decode(in, type);
            }
            var copy = new ByteArrayOutputStream();
            in.transferTo(copy);
            show(method, what, body, headers, started, answer, copy);
            return SoapAnswer.decode(new ByteArrayInputStream(copy.toByteArray()), type);
        } catch (MalformedXml e) {
            throw new VsphereException(
                    what, new VsphereFault.Malformed(String.valueOf(e.getMessage())), e);
        } catch (IOException e) {
            throw new VsphereException(
                    what, new VsphereFault.Unreachable(String.valueOf(e.getMessage())), e);
        }
    }

    private void show(
            String method,
            String what,
            String body,
            Map<String, String> headers,
            Instant started,
            VsphereTransport.Answer answer,
            ByteArrayOutputStream copy) {
        var answerHeaders = new HashMap<String, String>();
        answer.headers()
                .forEach((name, values) -> answerHeaders.put(name, String.join(", ", values)));
        trace.record(
                new WireTrace.Exchange(
                        started,
                        Duration.between(started, clock.instant()),
                        transport.address(),
                        what,
                        Redaction.headers(headers),
                        Redaction.body(method, body),
                        Integer.toString(answer.status()),
                        Redaction.headers(answerHeaders),
                        Redaction.body(method, copy.toString(StandardCharsets.UTF_8))));
    }

    /// Keeps the session's cookie as it was set; a real vCenter puts quotes around the value, which
    /// are part of it.
    private void remember(VsphereTransport.Answer answer) {
        answer.headers().getOrDefault("set-cookie", List.of()).stream()
                .map(header -> header.split(";", 2)[0].strip())
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .forEach(cookie::set);
    }

    private static VsphereFault fault(SoapAnswer.Faulted<?> faulted) {
        if (faulted.fault() instanceof NotAuthenticated) {
            return new VsphereFault.NotAuthenticated(faulted.message());
        }
        var fault = Objects.requireNonNullElseGet(faulted.fault(), SoapChannel::nameless);
        return new VsphereFault.Rejected(
                fault.typeName(), faulted.message(), details(fault), fault);
    }

    private static MethodFault nameless() {
        return new UnknownMethodFault("Fault", null, List.of());
    }

    /// The lines of a fault and of its causes.
    static List<String> details(MethodFault fault) {
        var own =
                fault.faultMessage().stream()
                        .map(LocalizableMessage::message)
                        .filter(Objects::nonNull);
        var cause = fault.faultCause();
        if (cause == null) {
            return own.map(String::valueOf).toList();
        }
        var inner = cause.fault();
        return Stream.of(
                        own.map(String::valueOf),
                        Stream.ofNullable(cause.localizedMessage()),
                        inner == null ? Stream.<String>empty() : details(inner).stream())
                .flatMap(s -> s)
                .distinct()
                .toList();
    }

    /// A stream that ends in an error beyond a number of bytes.
    private static final class Limited extends FilterInputStream {

        private long left;

        Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            if (b >= 0) {
                take(1);
            }
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                take(n);
            }
            return n;
        }

        private void take(int n) throws IOException {
            left -= n;
            if (left < 0) {
                throw new IOException("the answer is too large");
            }
        }
    }
}
