package dev.thruway.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordsTest {

    private final Words english = Words.of(Language.EN, WordsTest.class);
    private final Words japanese = Words.of(Language.JA, WordsTest.class);

    @Test
    void putsValuesInByName() {
        var args = Map.of("vm", "gpu02", "count", 2);
        assertThat(english.say("held", args))
                .isEqualTo("The VM gpu02 holds 2 of the host's cards.");
        assertThat(japanese.say("held", args)).isEqualTo("ホストのカードのうち 2 枚を仮想マシン gpu02 が使っています。");
    }

    @Test
    void leavesApostrophesAndDoubledBracesAsOneOfEach() {
        assertThat(english.say("braces")).isEqualTo("It's written {env: NAME}.");
    }

    @Test
    void doesNotReadPlacesInsideValues() {
        assertThat(english.say("held", Map.of("vm", "{count}", "count", "{{")))
                .isEqualTo("The VM {count} holds {{ of the host's cards.");
    }

    @Test
    void neverAnswersInTheOtherLanguage() {
        var before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.JAPAN);
            assertThat(Words.of(Language.EN, WordsTest.class).say("braces")).startsWith("It's");
            assertThat(Words.of(Language.EN, WordsTest.class).has("only-japanese")).isFalse();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aMissingKeyIsAProgrammerErrorThatNamesIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> english.say("no.such"))
                .withMessageContaining("no.such");
    }

    @Test
    void aMissingValueIsAProgrammerErrorThatNamesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> english.say("held", Map.of("vm", "gpu02")))
                .withMessageContaining("{count}");
    }

    @Test
    void aClassWithoutABundleIsAProgrammerError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Words.of(Language.EN, String.class))
                .withMessageContaining("java/lang/words_en.properties");
    }

    @Test
    void theSameKeyInTwoBundlesIsAProgrammerError() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Words.of(Language.EN, WordsTest.class, WordsTest.class));
    }
}
