package dev.thruway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.Knowledge;
import dev.thruway.words.BundleRules;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WordsTest {

    private static final Pattern KEY =
            Pattern.compile(
                    "\"((?:condition|blocker|interrupt|consequence|run|unread)\\.[a-z0-9-]+)\"");

    @ParameterizedTest
    @ValueSource(classes = {Engine.class, Knowledge.class})
    void bothLanguagesSayTheSame(Class<?> home) {
        assertThat(BundleRules.violations(home)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../domain/src/main/java"})
    void everyKeyInTheCodeHasASentence(String sources) throws IOException {
        var words = Words.of(Language.EN, Engine.class, Knowledge.class);
        try (var files = Files.walk(Path.of(sources))) {
            assertThat(files.filter(f -> f.toString().endsWith(".java")).flatMap(WordsTest::keys))
                    .isNotEmpty()
                    .allMatch(words::has);
        }
    }

    private static Stream<String> keys(Path file) {
        try {
            return KEY.matcher(Files.readString(file)).results().map(m -> m.group(1)).distinct();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
