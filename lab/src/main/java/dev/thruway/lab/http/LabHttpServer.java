package dev.thruway.lab.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A web server on loopback, HTTPS only, that hands every request to one handler.
public final class LabHttpServer implements AutoCloseable {

    /// A body that is longer is refused with 413.
    private static final int MAX_BODY = 8 << 20;

    private static final int BACKLOG = 128;

    /// As the JDK's server has it: a chunked body.
    private static final int UNKNOWN_LENGTH = 0;

    /// Of an endless body, for a client that would take all of it.
    private static final long MOST_REPEATED = 4L << 30;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final LabHandler handler;

    private LabHttpServer(HttpsServer server, ExecutorService threads, LabHandler handler) {
        this.server = server;
        this.threads = threads;
        this.handler = handler;
    }

    /// Begins to listen.
    ///
    /// @param port 0 for any that is free
    public static LabHttpServer start(int port, SSLContext tls, LabHandler handler)
            throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var server = HttpsServer.create(address, BACKLOG);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        var lab = new LabHttpServer(server, threads, handler);
        server.createContext("/", lab::exchange);
        server.start();
        return lab;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            var response =
                    body.length > MAX_BODY
                            ? LabResponse.empty(413)
                            : handler.handle(request(exchange, body));
            switch (response.arrival()) {
                case WHOLE -> answer(exchange, response, response.body().length);
                case CUT_OFF -> answer(exchange, response, response.body().length / 2);
                case ENDLESS -> repeat(exchange, response);
                case NONE -> {}
            }
        }
    }

    private static LabRequest request(HttpExchange exchange, byte[] body) {
        var headers = new HashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) ->
                        headers.put(name.toLowerCase(Locale.ROOT), String.join("; ", values)));
        return new LabRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                body);
    }

    private static Map<String, String> query(@Nullable String raw) {
        var query = new HashMap<String, String>();
        if (raw != null) {
            for (var pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                var name = equals < 0 ? pair : pair.substring(0, equals);
                var value = equals < 0 ? "" : pair.substring(equals + 1);
                query.put(decoded(name), decoded(value));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// @param arriving so many bytes of the body
    private static void answer(HttpExchange exchange, LabResponse response, int arriving)
            throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            var length = String.valueOf(response.body().length);
            exchange.getResponseHeaders().set("Content-Length", length);
        }
        boolean bodiless =
                head
                        || response.body().length == 0
                        || response.status() == 204
                        || response.status() == 304;
        exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
        if (!bodiless) {
            exchange.getResponseBody().write(response.body(), 0, arriving);
            exchange.getResponseBody().flush();
        }
    }

    private static void repeat(HttpExchange exchange, LabResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(response.status(), UNKNOWN_LENGTH);
        for (long sent = 0; sent < MOST_REPEATED; sent += response.body().length) {
            exchange.getResponseBody().write(response.body());
        }
    }

    /// Stops listening; requests in progress are cut off.
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
