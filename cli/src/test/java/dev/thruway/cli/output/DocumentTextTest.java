package dev.thruway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentTextTest {

    private static final Document DOCUMENT =
            Document.withSchema()
                    .with("ok", true)
                    .with("name", "日本 \"x\"\n")
                    .with("none", Optional.empty())
                    .with("bytes", 68_786_585_600L)
                    .with("gpus", List.of(Document.part().with("count", 2)))
                    .with("settings", Map.of("pciPassthru.use64bitMMIO", "TRUE"))
                    .with("empty", List.of());

    @Test
    void writesJsonWithTheSchemaFirst() {
        assertThat(DocumentText.json(DOCUMENT))
                .isEqualTo(
                        """
                        {
                          "schema" : "thruway/v1",
                          "ok" : true,
                          "name" : "日本 \\"x\\"\\n",
                          "none" : null,
                          "bytes" : 68786585600,
                          "gpus" : [
                            {
                              "count" : 2
                            }
                          ],
                          "settings" : {
                            "pciPassthru.use64bitMMIO" : "TRUE"
                          },
                          "empty" : [ ]
                        }
                        """);
    }

    @Test
    void writesOneLineForEachDocumentOfAStream() {
        assertThat(DocumentText.jsonLine(DOCUMENT))
                .startsWith("{\"schema\":\"thruway/v1\",\"ok\":true,")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void writesYaml() {
        assertThat(DocumentText.yaml(DOCUMENT))
                .startsWith("schema: thruway/v1\nok: true\n")
                .contains("none: null\n", "- count: 2\n");
    }

    @Test
    void quotesWhatOldYamlTakesForSomethingElse() {
        var document = Document.part().with("a", "off").with("b", "0000:41:00.0").with("c", "L40S");
        assertThat(DocumentText.yaml(document))
                .isEqualTo("a: \"off\"\nb: \"0000:41:00.0\"\nc: L40S\n");
    }

    @Test
    void refusesAFieldTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Document.part().with("a", 1).with("a", 2));
    }
}
