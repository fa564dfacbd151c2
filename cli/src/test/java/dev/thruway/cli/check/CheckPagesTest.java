package dev.thruway.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.Golden;
import dev.thruway.domain.check.CheckCode;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.check.Privileges;
import dev.thruway.domain.check.Severity;
import dev.thruway.knowledge.failure.FailureRule;
import dev.thruway.knowledge.failure.FailureRules;
import dev.thruway.words.BundleRules;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `docs/findings` has a page for all that `check` finds and that is not fine: `-Dgolden=write`.
class CheckPagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "findings");

    @Test
    void everyFindingHasItsPage() throws IOException {
        var diagnosed = FailureRules.builtIn().rules().stream().map(FailureRule::code).toList();
        for (var code : CheckPages.codes()) {
            if (!diagnosed.contains(code.code())) {
                Golden.checkFile(FOLDER.resolve(code.code() + ".md"), CheckPages.page(code));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void everyCodeHasItsSentenceAndWhatIsNotFineHasAFix(Language language) {
        var words = Words.of(language, Preflight.class);
        for (var code : CheckCode.values()) {
            assertThat(words.has("check." + code.code())).as(code.code()).isTrue();
            assertThat(words.has("fix." + code.code()))
                    .as(code.code())
                    .isEqualTo(code.severity() != Severity.OK);
        }
        assertThat(words.keys())
                .hasSize(
                        CheckCode.values().length
                                + CheckPages.codes().size()
                                + Privileges.ALL.size());
    }

    @ParameterizedTest
    @ValueSource(classes = {Preflight.class, CheckCommand.class})
    void bothLanguagesSayTheSame(Class<?> home) {
        assertThat(BundleRules.violations(home)).isEmpty();
    }
}
