package dev.thruway.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KEYS =
            List.of("server", "secureBoot", "gpus", "guest", "path", "convertFirmware");

    @ParameterizedTest
    @CsvSource({
        "sever, server",
        "secure_boot, secureBoot",
        "SECUREBOOT, secureBoot",
        "gpu, gpus",
        "convert, convertFirmware",
        "guset, guest",
        "ptah, path",
        "convertfirmwrae, convertFirmware"
    })
    void findsTheWordThatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"password", "x", "se", "''"})
    void findsNothingWhereNothingIsNear(String typed) {
        assertThat(Nearest.to(typed, KEYS)).isEmpty();
    }

    @Test
    void prefersTheWordOfTheSameLengthAmongEquallyNearOnes() {
        assertThat(Nearest.to("modle", List.of("mode", "model"))).contains("model");
    }

    @Test
    void listsTheNextBestToo() {
        assertThat(Nearest.allTo("A100-64GB", List.of("A10", "A100-80GB", "A100-40GB", "T4"), 2))
                .containsExactly("A100-40GB", "A100-80GB");
    }

    @Test
    void doesNotTryTextThatIsNoWord() {
        assertThat(Nearest.to("server".repeat(1_000), KEYS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, xabc, 1", "abc, '', 3"})
    void countsMistakes(String a, String b, int mistakes) {
        assertThat(Nearest.distance(a, b)).isEqualTo(mistakes);
    }
}
