package dev.thruway.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.cli.Failure;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.text.Phrase;
import dev.thruway.guest.ExecResult.Exit;
import dev.thruway.guest.GuestTrace;
import dev.thruway.redfish.RedfishTrace;
import dev.thruway.vsphere.client.WireTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFolderTest {

    @TempDir Path parent;

    private final List<Phrase> complaints = new ArrayList<>();

    private Path folder() {
        return parent.resolve("deep/trace");
    }

    private TraceFolder open(TraceLimits limits) {
        return TraceFolder.open(
                folder(), limits, Document.part().with("thruway", "1"), complaints::add);
    }

    private TraceFolder open() {
        return open(TraceLimits.DEFAULT);
    }

    private static WireTrace.Exchange soap(String answer, String body) {
        return new WireTrace.Exchange(
                Instant.EPOCH,
                Duration.ofMillis(12),
                "esxi:443",
                "Login SessionManager:x at esxi:443",
                "POST /sdk",
                Map.of("SOAPAction", "urn:vim25/8.0.2.0"),
                "<Login/>",
                answer,
                Map.of("content-type", "text/xml"),
                body);
    }

    private static GuestTrace.Exchange lspci(String output, String error) {
        return new GuestTrace.Exchange(
                Instant.EPOCH,
                Duration.ofMillis(5),
                "hpe@gpu02:22",
                new GuestTrace.Request.Run(
                        List.of("lspci", "-d", "10de:"),
                        Map.of("LC_ALL", "C"),
                        GuestTrace.As.ROOT,
                        "typed"),
                new GuestTrace.Answer.Ended(new Exit.Code(1), output, error));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder())) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    private String read(String name) throws IOException {
        return Files.readString(folder().resolve(name));
    }

    @Test
    void writesAPairOfHttpMessagesAndALineOfTheIndex() throws IOException {
        open().vsphere("dl385-01").record(soap("200", "<ok/>"));

        assertThat(names())
                .containsExactly(
                        "000001-vsphere-dl385-01-Login-SessionManager-x-at-esxi-443.answer.http",
                        "000001-vsphere-dl385-01-Login-SessionManager-x-at-esxi-443.request.http",
                        "index.jsonl");
        assertThat(read(names().get(1)))
                .isEqualTo("POST /sdk HTTP/1.1\nSOAPAction: urn:vim25/8.0.2.0\n\n<Login/>");
        assertThat(read(names().get(0))).isEqualTo("HTTP/1.1 200\ncontent-type: text/xml\n\n<ok/>");
        assertThat(read("index.jsonl").lines())
                .containsExactly(
                        "{\"thruway\":\"1\"}",
                        """
                        {"number":1,"protocol":"vsphere","endpoint":"dl385-01",\
                        "startedAt":"1970-01-01T00:00:00Z","tookMillis":12,\
                        "operation":"Login SessionManager:x at esxi:443","address":"esxi:443",\
                        "method":"POST","path":"/sdk",\
                        "requestHeaders":{"SOAPAction":"urn:vim25/8.0.2.0"},"status":200,\
                        "answerHeaders":{"content-type":"text/xml"},"failure":null,\
                        "request":"000001-vsphere-dl385-01-Login-SessionManager-x-at-esxi-443.request.http",\
                        "answer":"000001-vsphere-dl385-01-Login-SessionManager-x-at-esxi-443.answer.http",\
                        "cut":false}\
                        """);
    }

    @Test
    void saysWhyThereIsNoAnswer() throws IOException {
        open().vsphere("a").record(soap("Unreachable[reason=reset]", ""));

        assertThat(read(names().getFirst())).startsWith("no answer: Unreachable[reason=reset]\n");
        assertThat(read("index.jsonl"))
                .contains("\"status\":null", "\"failure\":\"Unreachable[reason=reset]\"");
    }

    @Test
    void writesAProgramsTwoStreamsSoThatTheyCanBeToldApart() throws IOException {
        open().guest("gpu02").record(lspci("out\n", "err\n"));

        assertThat(read(names().get(1))).isEqualTo("sudo lspci -d 10de:\n\ntyped");
        assertThat(read(names().get(0))).isEqualTo("exit: 1\nstdout-characters: 4\n\nout\nerr\n");
        assertThat(read("index.jsonl"))
                .contains(
                        "\"argv\":[\"lspci\",\"-d\",\"10de:\"],\"environment\":{\"LC_ALL\":\"C\"}",
                        "\"as\":\"root\",\"stdin\":true,\"exit\":1");
    }

    @Test
    void writesWhatARedfishControllerSaid() throws IOException {
        open().redfish("dl385-01")
                .record(
                        new RedfishTrace.Exchange(
                                Instant.EPOCH,
                                Duration.ZERO,
                                "ilo",
                                "GET /redfish/v1/",
                                Map.of(),
                                "",
                                "503",
                                Map.of("retry-after", "5"),
                                "{}"));

        assertThat(read(names().getFirst())).isEqualTo("HTTP/1.1 503\nretry-after: 5\n\n{}");
        assertThat(read("index.jsonl"))
                .contains("\"method\":\"GET\",\"path\":\"/redfish/v1/\"", "\"status\":503");
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        open().vsphere("a").record(soap("200", ""));

        assertThat(permissions(folder())).isEqualTo("rwx------");
        for (var name : names()) {
            assertThat(permissions(folder().resolve(name))).as(name).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void removesASecretOfAnotherProtocolAlsoFromTheIndexAndTheNames() throws IOException {
        var trace = open();
        trace.hide("hunter22".toCharArray());
        trace.vsphere("a").record(soap("200, then hunter22", "<x>hunter22</x>"));
        trace.guest("hunter22").record(lspci("hunter22\n", "hunter22"));

        for (var name : names()) {
            assertThat(name + read(name)).doesNotContain("hunter22");
        }
        assertThat(read("index.jsonl")).contains("\"stdoutCharacters\":10");
    }

    @Test
    void cutsWhatIsTooLongAndSaysSo() throws IOException {
        open(new TraceLimits(100, 10_000, 10)).vsphere("a").record(soap("200", "x".repeat(101)));

        assertThat(read(names().getFirst())).endsWith("\n\n" + "x".repeat(100));
        assertThat(read("index.jsonl")).contains("\"cut\":true");
    }

    @Test
    void leavesNoHalfOfASecretWhereItCuts() throws IOException {
        var trace = open(new TraceLimits(100, 10_000, 10));
        trace.hide("hunter22".toCharArray());
        trace.vsphere("a").record(soap("200", "x".repeat(96) + "hunter22"));

        assertThat(read(names().getFirst())).doesNotContain("hunt");
    }

    @Test
    void stopsAtItsLimitsAndSaysSoOnce() throws IOException {
        var trace = open(new TraceLimits(100, 100_000, 2));
        for (int i = 0; i < 5; i++) {
            trace.vsphere("a").record(soap("200", ""));
        }
        assertThat(names()).hasSize(5);
        assertThat(complaints).hasSize(1);

        var small = open(new TraceLimits(100, 150, 100));
        for (int i = 0; i < 5; i++) {
            small.vsphere("a").record(soap("200", "x".repeat(20)));
        }
        assertThat(names()).hasSize(7);
        assertThat(complaints)
                .hasSize(2)
                .last()
                .isEqualTo(Phrase.of("cli.trace.full", "folder", folder()));
    }

    @Test
    void goesOnBehindWhatIsThere() throws IOException {
        open().vsphere("a").record(soap("200", ""));
        open().vsphere("b").record(soap("200", ""));

        assertThat(names()).anyMatch(n -> n.startsWith("000001-vsphere-a"));
        assertThat(names()).anyMatch(n -> n.startsWith("000002-vsphere-b"));
        assertThat(read("index.jsonl").lines()).hasSize(4);
    }

    @Test
    void keepsEveryExchangeOfManyThreadsApart() throws IOException {
        var trace = open();
        var same = open();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                threads.execute(() -> trace.vsphere("a").record(soap("200", "")));
                threads.execute(() -> same.vsphere("a").record(soap("200", "")));
            }
        }
        assertThat(complaints).isEmpty();
        assertThat(names()).hasSize(201);
        assertThat(read("index.jsonl").lines())
                .hasSize(102)
                .allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void aRunGoesOnWhereTheTraceCannot() throws IOException {
        var trace = open();
        Files.delete(folder().resolve("index.jsonl"));
        Files.delete(folder());
        trace.vsphere("a").record(soap("200", ""));
        trace.vsphere("a").record(soap("200", ""));

        assertThat(complaints)
                .singleElement()
                .satisfies(c -> assertThat(c.key()).isEqualTo("cli.trace.stopped"));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedAtOnce() throws IOException {
        Files.writeString(parent.resolve("deep"), "a file");

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        Failure.class,
                        e -> assertThat(e.phrase().key()).isEqualTo("cli.trace.unwritable"));
    }
}
