package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpecParserFuzzTest {

    @Test
    void neverThrowsAndPlacesEveryErrorInsideTheText() {
        var refused = new AtomicInteger();
        Mutations.each((text, from) -> {
            SpecResult result;
            try {
                result = Corpus.parse(text);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("thrown by " + from + "\n" + text, e);
            }
            var errors = Corpus.errors(result);
            refused.addAndGet(errors.isEmpty() ? 0 : 1);
            long lines = text.lines().count() + 1;
            assertThat(errors)
                    .as(from)
                    .allSatisfy(e -> assertThat((long) e.position().line()).isBetween(1L, lines));
        });
        assertThat(refused).hasValueGreaterThan(1_000);
    }
}
