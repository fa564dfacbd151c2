package dev.thruway.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PhraseTest {

    private static final Phrase CAUSE = Phrase.of("unread.timed-out", "after", "10 s");

    @Test
    void takesNamesAndValuesInTurn() {
        assertThat(Phrase.of("a.b", "vm", "gpu02", "count", 2))
                .isEqualTo(new Phrase("a.b", new TreeMap<>(Map.of("vm", "gpu02", "count", "2"))));
    }

    @Test
    void refusesANameWithoutAValueAndANameTwice() {
        assertThatIllegalArgumentException().isThrownBy(() -> Phrase.of("a.b", "vm"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phrase.of("a.b", "vm", "x", "vm", "y"));
    }

    @Test
    void refusesOneNameForAValueAndAPart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phrase.of("a.b", "cause", "x", "cause", CAUSE))
                .withMessageContaining("cause");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Phrase.of("a.b", "cause", CAUSE, "cause", "x"));
        var args = new TreeMap<>(Map.of("cause", "x"));
        var parts = new TreeMap<>(Map.of("cause", CAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Phrase("a.b", args, parts));
    }

    @Test
    void refusesAPhraseWithoutAKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> Phrase.of(" "));
    }

    @Test
    void takesAPhraseForAPartAndEverythingElseForAValue() {
        var phrase = Phrase.of("a.b", "vm", "gpu02", "cause", CAUSE);
        assertThat(phrase.args()).isEqualTo(Map.of("vm", "gpu02"));
        assertThat(phrase.parts()).isEqualTo(Map.of("cause", CAUSE));
    }

    @Test
    void holdsPartsWithinParts() {
        var outer = Phrase.of("a", "cause", Phrase.of("b", "cause", CAUSE));
        assertThat(outer.parts().get("cause")).isEqualTo(Phrase.of("b", "cause", CAUSE));
        assertThat(outer).isNotEqualTo(Phrase.of("a", "cause", CAUSE));
    }

    @Test
    void putsAPartInThePlaceOfAValueOfThatNameAndBack() {
        var value = Phrase.of("a.b", "cause", "x");
        var part = value.with("cause", CAUSE);
        assertThat(part).isEqualTo(Phrase.of("a.b", "cause", CAUSE));
        assertThat(part.with("cause", "x")).isEqualTo(value);
    }

    @Test
    void staysAsItIsWhenAnotherIsMadeFromIt() {
        var phrase = Phrase.of("a.b", "vm", "gpu02");
        assertThat(phrase.with("vm", "other").args()).containsEntry("vm", "other");
        assertThat(phrase.args()).containsEntry("vm", "gpu02");
    }

    @Test
    void keepsItsArgumentsWhenTheMapItCameFromChanges() {
        var args = new TreeMap<>(Map.of("vm", "gpu02"));
        var parts = new TreeMap<>(Map.of("cause", CAUSE));
        var phrase = new Phrase("a.b", args, parts);
        args.put("vm", "other");
        parts.clear();
        assertThat(phrase.args()).containsEntry("vm", "gpu02");
        assertThat(phrase.parts()).containsEntry("cause", CAUSE);
    }
}
