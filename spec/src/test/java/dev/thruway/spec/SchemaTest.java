package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.json.JsonMapper;

/// The JSON Schema that editors use, against the reader that decides.
class SchemaTest {

    private static final String FILE = "schema/thruway-v1.schema.json";

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Corpus.text(Corpus.root().resolve(FILE)), InputFormat.JSON);

    private static List<Error> complaints(String yaml) {
        var settings =
                LoadSettings.builder()
                        .setSchema(new CoreSchema())
                        .setAllowDuplicateKeys(true)
                        .build();
        var value = new Load(settings).loadFromString(yaml);
        return SCHEMA.validate(JsonMapper.shared().writeValueAsString(value), InputFormat.JSON);
    }

    static List<Path> good() {
        return Corpus.good().toList();
    }

    /// The wrong files that are YAML at all.
    static List<Path> bad() {
        return Corpus.bad()
                .filter(file ->
                        !Corpus.text(file)
                                .matches("(?s).*# error \\S+ spec\\.(yaml|several|empty).*"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("good")
    void acceptsWhatTheReaderAccepts(Path file) {
        assertThat(complaints(Corpus.text(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatTheReaderRefusesExceptWhatItCannotSee(Path file) {
        var text = Corpus.text(file);
        boolean silent = text.contains("# schema: silent");
        assertThat(complaints(text).isEmpty()).isEqualTo(silent);
    }

    @Test
    void isSilentOrRightAboutEveryMutationOfAGoodFile() {
        Mutations.each((text, from) -> {
            List<Error> complaints;
            try {
                complaints = complaints(text);
            } catch (YamlEngineException e) {
                return;
            }
            var errors = Corpus.errors(Corpus.parse(text));
            assertThat(errors.isEmpty() && !complaints.isEmpty())
                    .as(
                            "the schema refuses and the reader does not, %s:\n%s\n%s",
                            from, complaints, text)
                    .isFalse();
        });
    }

    @Test
    void isNamedByEveryExample() {
        assertThat(Corpus.good().filter(f -> f.toString().contains("examples")))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(f ->
                        assertThat(Corpus.text(f))
                                .startsWith("# yaml-language-server: $schema=../" + FILE));
    }
}
