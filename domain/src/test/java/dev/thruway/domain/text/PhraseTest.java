package dev.thruway.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PhraseTest {

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
    void keepsItsArgumentsWhenTheMapItCameFromChanges() {
        var args = new TreeMap<>(Map.of("vm", "gpu02"));
        var phrase = new Phrase("a.b", args);
        args.put("vm", "other");
        assertThat(phrase.args()).containsEntry("vm", "gpu02");
    }
}
