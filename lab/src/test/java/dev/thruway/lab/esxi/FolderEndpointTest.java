package dev.thruway.lab.esxi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderEndpointTest {

    private static final String PATH = "/folder/notes/digits";
    private static final Map<String, String> STORE =
            Map.of("dcPath", "ha-datacenter", "dsName", "datastore1");

    private final Soap soap = new Soap();

    FolderEndpointTest() {
        soap.seed.host.datastore().makeFolder("notes", false);
        soap.seed.host.datastore().write("notes/digits", bytes("0123456789"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private LabResponse get(String path, Map<String, String> query, Map<String, String> headers) {
        return soap.server.handle(new LabRequest("GET", path, query, headers, new byte[0]));
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(bytes(pair));
    }

    private static Map<String, String> known(String... more) {
        var headers = new HashMap<String, String>();
        headers.put("authorization", basic("root:" + Soap.PASSWORD));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    @Test
    void takesUserAndPasswordWithTheRequestItself() {
        assertThat(get(PATH, STORE, known()).bodyText()).isEqualTo("0123456789");
        assertThat(get(PATH, STORE, known()).headers()).doesNotContainKey("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(strings = {"root:wrong", "root", ":", "toor:right-horse"})
    void refusesWhoIsNotTheHostsUser(String pair) {
        assertThat(get(PATH, STORE, Map.of("authorization", basic(pair))).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic %%%", "Bearer cm9vdA==", ""})
    void refusesAHeaderThatSaysNothing(String header) {
        assertThat(get(PATH, STORE, Map.of("authorization", header)).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=3-, 206, 3456789, bytes 3-9/10",
        "bytes=3-4, 206, 34, bytes 3-4/10",
        "bytes=3-99, 206, 3456789, bytes 3-9/10",
        "bytes=10-, 416, '', bytes */10"
    })
    void givesTheRestOfAFile(String range, int status, String body, String contentRange) {
        var response = get(PATH, STORE, known("range", range));
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.bodyText()).isEqualTo(body);
        assertThat(response.headers().get("Content-Range")).isEqualTo(contentRange);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=4-3", "bytes=-3", "bytes=0-1,3-4", "lines=1-2", "bytes=x-"})
    void answersAnyOtherRangeWithTheWholeFile(String range) {
        var response = get(PATH, STORE, known("range", range));
        assertThat(response.status()).isEqualTo(200);
        assertThat(response.bodyText()).isEqualTo("0123456789");
    }

    @Test
    void listsDatacentersDatastoresAndFolders() {
        assertThat(get("/folder", Map.of(), known()).bodyText())
                .contains("href=\"/folder?dcPath=ha-datacenter\"");
        assertThat(get("/folder", Map.of("dcPath", "ha-datacenter"), known()).bodyText())
                .contains("href=\"/folder?dcPath=ha-datacenter&amp;dsName=datastore1\"");
        assertThat(get("/folder", STORE, known()).bodyText()).contains(">notes/</a>");
        assertThat(get("/folder/notes", STORE, known()).bodyText())
                .contains("href=\"/folder/notes/digits?", ">digits</a>");
        assertThat(get("/folder/nothing", STORE, known()).status()).isEqualTo(404);
    }

    @Test
    void aNameInAListIsTextAndNoMarkup() {
        soap.seed.host.datastore().write("notes/<b>&\"", bytes(""));
        assertThat(get("/folder/notes", STORE, known()).bodyText())
                .contains("&lt;b&gt;&amp;&quot;</a>")
                .doesNotContain("<b>");
    }
}
