package dev.thruway.interop.vcsim;

import dev.thruway.interop.GoPeers;
import dev.thruway.recorder.WireRecorder;
import dev.thruway.tls.ServerTrust;
import dev.thruway.vsphere.client.Credential;
import dev.thruway.vsphere.client.HttpTransport;
import dev.thruway.vsphere.client.Secret;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.WireTrace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// A running vcsim on a free port of the loopback interface.
final class Vcsim implements AutoCloseable {

    private static final Pattern URL = Pattern.compile("GOVC_URL=(\\S+)");

    private final Process process;
    private final URI url;

    private Vcsim(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    static Vcsim start(String... arguments) {
        var argv =
                new ArrayList<>(List.of(GoPeers.binary("vcsim").toString(), "-l", "127.0.0.1:0"));
        argv.addAll(List.of(arguments));
        try {
            var process =
                    new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            var reader =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            var line = String.valueOf(reader.readLine());
            var m = URL.matcher(line);
            if (!m.find()) {
                process.destroyForcibly();
                throw new IllegalStateException("vcsim did not start: " + line);
            }
            return new Vcsim(process, URI.create(m.group(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As `GOVC_URL` has it.
    String url() {
        return url.toString();
    }

    VsphereClient client() {
        return client("pass");
    }

    VsphereClient client(String password) {
        return client(password, _ -> {});
    }

    /// @param trace is shown every request and its answer
    VsphereClient client(String password, WireTrace trace) {
        return VsphereClient.connect(
                new HttpTransport(
                        URI.create("https://" + url.getHost() + ":" + url.getPort()),
                        new ServerTrust.Insecure()),
                new Credential("user", new Secret(password.toCharArray())),
                exchange -> {
                    record(exchange);
                    trace.record(exchange);
                },
                InstantSource.system(),
                new SplittableRandom());
    }

    private static void record(WireTrace.Exchange exchange) {
        if (exchange.request().startsWith("POST /sdk")) {
            WireRecorder.ofThisBuild()
                    .ifPresent(recorder -> recorder.request(exchange.requestBody()));
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
