package dev.thruway.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleRulesTest {

    @Test
    void findsAKeyThatOnlyOneLanguageHas() {
        assertThat(BundleRules.violations(BundleRulesTest.class))
                .containsExactly("only-japanese: only in ja");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "The {vm} runs, {vm} が動いています",
                "It's on, オンです",
                "{a}: {b}, {a}: {b}",
                "run `thruway plan`, `thruway plan`"
            })
    void findsNothingWrongInAGoodPair(String english, String japanese) {
        assertThat(BundleRules.violations("k", english, japanese)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "The {vm} runs, {machine} が動いています, places differ",
                "The { runs, 動いています, brace",
                "The {a b} runs, 動いています, no name",
                "It''s on, オンです, doubled apostrophe",
                "On, On, no Japanese",
                "オン, オン, Japanese in the English",
                "\"\", オン, says nothing"
            })
    void findsEachKindOfMistake(String english, String japanese, String complaint) {
        assertThat(BundleRules.violations("k", english, japanese))
                .anySatisfy(v -> assertThat(v).startsWith("k: ").contains(complaint));
    }
}
