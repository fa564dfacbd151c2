package dev.thruway.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceLimitTest {

    /// The table of Broadcom KB 309986.
    @ParameterizedTest
    @CsvSource({
        "6.7.0, 14, 16",
        "7.0.3, 19, 16",
        "8.0.0, 19, 16",
        "8.0.0, 20, 32",
        "8.0.1, 20, 64",
        "8.0.2, 19, 16",
        "8.0.2, 20, 64",
        "8.0.2, 21, 128",
        "9.0.0, 22, 128",
    })
    void followsReleaseAndHardware(String release, int hardware, int devices) {
        assertThat(DeviceLimit.of(Release.parse(release).orElseThrow(), hardware))
                .isEqualTo(devices);
    }

    @ParameterizedTest
    @CsvSource({"7.0.3, 16", "8.0.0, 32", "8.0.1, 64", "8.0.3, 128"})
    void knowsTheMostThatAReleaseAllows(String release, int devices) {
        assertThat(DeviceLimit.most(Release.parse(release).orElseThrow())).isEqualTo(devices);
    }
}
