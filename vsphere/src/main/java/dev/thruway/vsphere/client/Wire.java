package dev.thruway.vsphere.client;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// Sends every request of a client, and shows every one to the trace: also those that got no
/// answer, which are the ones that a bug report is about.
final class Wire {

    /// Of an answer's body, what the trace gets at most.
    private static final int SHOWN = 32 << 20;

    /// What is read of a body that its reader has not ended, so that the connection can be used
    /// again.
    private static final int REST = 64 << 10;

    private final VsphereTransport transport;
    private final WireTrace trace;
    private final InstantSource clock;
    private final Redaction redaction = new Redaction();

    Wire(VsphereTransport transport, WireTrace trace, InstantSource clock) {
        this.transport = transport;
        this.trace = trace;
        this.clock = clock;
    }

    String address() {
        return transport.address();
    }

    Duration deadline() {
        return transport.deadline();
    }

    void close() {
        transport.close();
    }

    /// What keeps this client's secrets out of what is shown.
    Redaction redaction() {
        return redaction;
    }

    /// The answer, whose body ends in an [IOException] beyond the limit.
    ///
    /// @param what the method and the object, or the path
    VsphereTransport.Answer send(String what, VsphereTransport.Request request, long limit) {
        var started = clock.instant();
        VsphereTransport.Answer answer;
        try {
            answer = transport.send(request);
        } catch (VsphereException e) {
            if (!trace.equals(WireTrace.NONE)) {
                show(what, request, started, e.fault().toString(), Map.of(), "");
            }
            throw new VsphereException(what, e.fault(), e);
        }
        if (trace.equals(WireTrace.NONE)) {
            return body(answer, new Limited(answer.body(), limit));
        }
        var headers = new HashMap<String, String>();
        answer.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return body(
                answer,
                new Shown(
                        new Limited(answer.body(), limit),
                        (text, end) ->
                                show(
                                        what,
                                        request,
                                        started,
                                        answer.status() + end,
                                        headers,
                                        text)));
    }

    private static VsphereTransport.Answer body(VsphereTransport.Answer answer, InputStream body) {
        return new VsphereTransport.Answer(answer.status(), answer.headers(), body);
    }

    private void show(
            String what,
            VsphereTransport.Request request,
            Instant started,
            String answer,
            Map<String, String> answerHeaders,
            String answerBody) {
        trace.record(
                new WireTrace.Exchange(
                        started,
                        Duration.between(started, clock.instant()),
                        address(),
                        what,
                        request.method() + " " + request.path(),
                        redaction.headers(request.headers()),
                        redaction.body(what, request.body()),
                        redaction.text(answer),
                        redaction.headers(answerHeaders),
                        redaction.body(what, answerBody)));
    }

    /// Why the body of an answer could not be read to its end.
    static VsphereFault broken(IOException e, Duration deadline) {
        return switch (e) {
            case TooLarge tooLarge -> new VsphereFault.Malformed(tooLarge.what());
            case HttpTimeoutException _ -> new VsphereFault.TimedOut(deadline);
            default -> {
                var message = e.getMessage();
                yield new VsphereFault.Unreachable(
                        message == null ? e.getClass().getSimpleName() : message);
            }
        };
    }

    /// A body is longer than what is asked for can be.
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        private final long limit;

        TooLarge(long limit) {
            super("more than " + limit + " bytes");
            this.limit = limit;
        }

        String what() {
            return "the answer has more than " + limit + " bytes";
        }
    }

    /// Ends in an error beyond a number of bytes. When closed, reads a short rest.
    private static final class Limited extends FilterInputStream {

        private final long limit;
        private long taken;

        Limited(InputStream in, long limit) {
            super(in);
            this.limit = limit;
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
            taken += n;
            if (taken > limit) {
                throw new TooLarge(limit);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                in.readNBytes(REST);
            } catch (IOException _) {
                // Whoever read the body was told, or has all that was wanted.
            } finally {
                super.close();
            }
        }
    }

    /// Keeps a copy of what is read, and shows it when closed.
    private static final class Shown extends FilterInputStream {

        private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
        private final BiConsumer<String, String> shower;
        private String end = "";
        private boolean shown;

        Shown(InputStream in, BiConsumer<String, String> shower) {
            super(in);
            this.shower = shower;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int n = super.read(buffer, offset, length);
                if (n > 0) {
                    copy.write(buffer, offset, Math.min(n, SHOWN - copy.size()));
                }
                return n;
            } catch (IOException e) {
                end = ", then " + e.getMessage();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            if (shown) {
                return;
            }
            shown = true;
            try (var _ = in) {
                if (end.isEmpty()) {
                    readNBytes(REST);
                }
            } catch (IOException e) {
                end = ", then " + e.getMessage();
            }
            shower.accept(copy.toString(StandardCharsets.UTF_8), end);
        }
    }
}
