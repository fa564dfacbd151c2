package dev.thruway.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "ja_JP.UTF-8, JA",
        "ja, JA",
        "ja_JP, JA",
        "ja.UTF-8, JA",
        "jam_JM, EN",
        "C.UTF-8, EN",
        "en_US.UTF-8, EN",
        "fr_FR, EN"
    })
    void speaksJapaneseOnlyInAJapaneseLocale(String lang, Language expected) {
        assertThat(Language.fromLocale(Map.of("LANG", lang))).isEqualTo(expected);
    }

    @Test
    void lcAllWinsOverLcMessagesOverLang() {
        assertThat(Language.fromLocale(Map.of("LC_ALL", "C", "LANG", "ja_JP.UTF-8")))
                .isEqualTo(Language.EN);
        assertThat(Language.fromLocale(Map.of("LC_MESSAGES", "ja_JP.UTF-8", "LANG", "C")))
                .isEqualTo(Language.JA);
    }

    @Test
    void anEmptyVariableDecidesNothing() {
        assertThat(Language.fromLocale(Map.of("LC_ALL", "", "LANG", "ja_JP.UTF-8")))
                .isEqualTo(Language.JA);
        assertThat(Language.fromLocale(Map.of())).isEqualTo(Language.EN);
    }

    @Test
    void knowsItsCodesAndNoOther() {
        assertThat(Language.ofCode("ja")).contains(Language.JA);
        assertThat(Language.ofCode("EN")).contains(Language.EN);
        assertThat(Language.ofCode("de")).isEmpty();
    }
}
