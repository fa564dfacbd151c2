package dev.thruway.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {

    @ParameterizedTest
    @CsvSource({
        "95.02.66.00.02, 95.02.66.00.03",
        "95.02.66.00.02, 95.02.66.01.00",
        "95.02.66.00.09, 95.02.66.00.0A",
        "95.02.66.00.0a, 95.02.66.00.0B",
        "95.02.66.00.FF, 95.02.66.00.100",
        "95.02.66, 95.02.66.00.01",
        "9.02, 10.01",
        "95-02, 95.03"
    })
    void ordersPartByPart(String older, String newer) {
        assertThat(VersionOrder.compare(older, newer)).isNegative();
        assertThat(VersionOrder.compare(newer, older)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"95.02.66.00.0a, 95.2.66.0.0A", "95.02, 95.02.00", "1.0, 1.0"})
    void takesLeadingZerosAndMissingZerosForTheSame(String one, String other) {
        assertThat(VersionOrder.compare(one, other)).isZero();
        assertThat(VersionOrder.compare(other, one)).isZero();
    }

    @Test
    void ordersEveryHexadecimalByteAsItsNumber() {
        for (int a = 0; a < 256; a++) {
            for (int b = 0; b < 256; b++) {
                assertThat(
                                Integer.signum(
                                        VersionOrder.compare(
                                                "95.%02X.00".formatted(a),
                                                "95.%02x.00".formatted(b))))
                        .isEqualTo(Integer.signum(Integer.compare(a, b)));
            }
        }
    }
}
