package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.thruway.knowledge.data.BadData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schema that editors use for a user's own catalog, against the reader that decides.
class OwnCatalogSchemaTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String FILE = "schema/thruway-catalog-v1.schema.json";
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(text(FILE), InputFormat.JSON);
    private static final String EXAMPLE = text("examples/catalog/thruway-catalog.yaml");

    private static String text(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Error> complaints(String yaml) {
        var settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
        var value = new Load(settings).loadFromString(yaml);
        return SCHEMA.validate(JsonMapper.shared().writeValueAsString(value), InputFormat.JSON);
    }

    private static boolean isRead(String yaml) {
        try {
            return GpuCatalog.builtIn().with(List.of(new OwnCatalog("own", yaml))) != null;
        } catch (BadData e) {
            return false;
        }
    }

    @Test
    void theExampleIsRightAndNamesTheSchema() {
        assertThat(isRead(EXAMPLE)).isTrue();
        assertThat(complaints(EXAMPLE)).isEmpty();
        assertThat(EXAMPLE).startsWith("# yaml-language-server: $schema=../../" + FILE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "thruway/v1 | thruway/v2",
                "boards: [AMD | bords: [AMD",
                "boards: [AMD Radeon PRO W7900] | boards: []",
                "sure: measured | sure: certain",
                "1002:7448 | 1002-7448",
                "is: 48 GiB | is: 48 GB",
                "1 64G 64-bit | 7 64G 64-bit",
                "is: [audio] | is: [sound]",
                "name: W7900 | name: W 7900",
                "vendor: AMD | maker: AMD"
            })
    void refusesWhatTheReaderRefuses(String right, String wrong) {
        assertThat(EXAMPLE).contains(right);
        var bad = EXAMPLE.replaceFirst(Pattern.quote(right), wrong);
        assertThat(isRead(bad)).isFalse();
        assertThat(complaints(bad)).isNotEmpty();
    }

    /// Every line left out, and every line twice: what the reader takes the schema takes too.
    @Test
    void isNeverStricterThanTheReader() {
        var lines = EXAMPLE.lines().toList();
        int taken = 0;
        for (int i = 0; i < lines.size(); i++) {
            for (int times : new int[] {0, 2}) {
                var changed = new ArrayList<>(lines.subList(0, i));
                for (int n = 0; n < times; n++) {
                    changed.add(lines.get(i));
                }
                changed.addAll(lines.subList(i + 1, lines.size()));
                var yaml = String.join("\n", changed) + "\n";
                if (isRead(yaml)) {
                    taken++;
                    assertThat(complaintsOrNone(yaml)).as(yaml).isEmpty();
                }
            }
        }
        assertThat(taken).isGreaterThan(10);
    }

    private static List<Error> complaintsOrNone(String yaml) {
        try {
            return complaints(yaml);
        } catch (YamlEngineException e) {
            return List.of();
        }
    }
}
