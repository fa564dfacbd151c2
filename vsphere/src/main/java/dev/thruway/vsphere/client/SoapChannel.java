package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.ApiVersion;
import dev.thruway.vsphere.codec.MalformedXml;
import dev.thruway.vsphere.codec.SoapAnswer;
import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.LocalizableMessage;
import dev.thruway.vsphere.vim.LocalizedMethodFault;
import dev.thruway.vsphere.vim.MethodFault;
import dev.thruway.vsphere.vim.NoCompatibleHost;
import dev.thruway.vsphere.vim.NotAuthenticated;
import dev.thruway.vsphere.vim.UnknownMethodFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// SOAP over a transport, with the session's cookie: one call, one answer.
final class SoapChannel {

    /// A larger answer is refused; a page of properties has a few megabytes.
    static final long BODY_LIMIT = 256L << 20;

    private static final String COOKIE = "vmware_soap_session";
    private static final int SHORTEST_COOKIE = 8;

    private final Wire wire;
    private final AtomicReference<@Nullable String> cookie = new AtomicReference<>();
    private volatile ApiVersion version = ApiVersion.OLDEST;

    SoapChannel(Wire wire) {
        this.wire = wire;
    }

    Wire wire() {
        return wire;
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
        var what = request.method() + " " + request.self() + " at " + wire.address();
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "text/xml; charset=\"utf-8\"");
        headers.put("SOAPAction", "\"urn:vim25/" + version + "\"");
        cookie().ifPresent(c -> headers.put("Cookie", c));
        var body = request.encode(version, Optional.of(operationId));
        var answer =
                wire.send(
                        what,
                        new VsphereTransport.Request("POST", "/sdk", headers, body, deadline),
                        BODY_LIMIT);
        remember(answer);
        return switch (decode(what, answer, type, deadline)) {
            case SoapAnswer.Returned<T>(var values) -> values;
            case SoapAnswer.Faulted<T> faulted -> throw new VsphereException(what, fault(faulted));
        };
    }

    /// A fault comes with status 500, and is an answer like any other.
    private <T> SoapAnswer<T> decode(
            String what, VsphereTransport.Answer answer, Class<T> type, Duration deadline) {
        try (var in = answer.body()) {
            if (answer.status() == 503) {
                throw new VsphereException(what, VsphereFault.Unreachable.starting());
            }
            if (answer.status() != 200 && answer.status() != 500) {
                throw new VsphereException(
                        what, new VsphereFault.Malformed("HTTP status " + answer.status()));
            }
            return SoapAnswer.decode(in, type);
        } catch (MalformedXml e) {
            throw new VsphereException(
                    what,
                    new VsphereFault.Malformed(
                            wire.redaction().text(String.valueOf(e.getMessage()))),
                    e);
        } catch (UncheckedIOException e) {
            throw new VsphereException(
                    what, Wire.broken(Objects.requireNonNull(e.getCause()), deadline), e);
        } catch (IOException e) {
            throw new VsphereException(what, Wire.broken(e, deadline), e);
        }
    }

    /// Keeps the session's cookie as it was set; a real vCenter puts quotes around the value, which
    /// are part of it.
    private void remember(VsphereTransport.Answer answer) {
        answer.headers().getOrDefault("set-cookie", List.of()).stream()
                .map(header -> header.split(";", 2)[0].strip())
                .filter(pair -> pair.startsWith(COOKIE + "="))
                .forEach(this::keep);
    }

    private void keep(String pair) {
        var value = pair.substring(COOKIE.length() + 1);
        wire.redaction().hide(pair);
        // With fewer characters it is no session's, and hiding it would hide half of the text.
        var bare = value.replace("\"", "");
        if (bare.length() >= SHORTEST_COOKIE) {
            wire.redaction().hide(bare);
        }
        cookie.set(pair);
    }

    /// In the server's words, which may repeat what it was sent.
    private VsphereFault fault(SoapAnswer.Faulted<?> faulted) {
        var message = wire.redaction().text(faulted.message());
        if (faulted.fault() instanceof NotAuthenticated) {
            return new VsphereFault.NotAuthenticated(message);
        }
        var fault = Objects.requireNonNullElseGet(faulted.fault(), SoapChannel::nameless);
        var details = details(fault).stream().map(wire.redaction()::text).toList();
        return new VsphereFault.Rejected(fault.typeName(), message, details, fault);
    }

    private static MethodFault nameless() {
        return new UnknownMethodFault("Fault", null, List.of());
    }

    /// The lines of a fault and of its causes; of one about several hosts what it says of each.
    static List<String> details(MethodFault fault) {
        var own =
                fault.faultMessage().stream()
                        .map(LocalizableMessage::message)
                        .filter(Objects::nonNull)
                        .map(String::valueOf);
        var ofHosts =
                fault instanceof NoCompatibleHost(_, _, _, var errors)
                        ? errors
                        : List.<LocalizedMethodFault>of();
        return Stream.of(
                        own,
                        ofHosts.stream().flatMap(SoapChannel::lines),
                        Stream.ofNullable(fault.faultCause()).flatMap(SoapChannel::lines))
                .flatMap(s -> s)
                .distinct()
                .toList();
    }

    private static Stream<String> lines(LocalizedMethodFault fault) {
        var inner = fault.fault();
        return Stream.concat(
                Stream.ofNullable(fault.localizedMessage()),
                inner == null ? Stream.empty() : details(inner).stream());
    }
}
