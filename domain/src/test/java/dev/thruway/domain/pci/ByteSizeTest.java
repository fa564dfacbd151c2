package dev.thruway.domain.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes, 0 bytes",
        "1, 1 bytes, 1 bytes",
        "1024, 1 KiB, 1 KiB",
        "1025, 1025 bytes, 1 KiB + 1 bytes",
        "68769808384, 65584 MiB, 64 GiB + 48 MiB",
        "68719476736, 64 GiB, 64 GiB",
        "9223372036854775807, 9223372036854775807 bytes, 8589934591 GiB + 1023 MiB + 1023 KiB +"
                + " 1023 bytes"
    })
    void saysItselfInOneUnitAndInParts(long bytes, String one, String parts) {
        assertThat(new ByteSize(bytes)).hasToString(one);
        assertThat(new ByteSize(bytes).inParts()).isEqualTo(parts);
    }

    @Test
    void refusesWhatIsNoSizeAndWhatIsTooLarge() {
        assertThatThrownBy(() -> new ByteSize(-1)).hasMessageContaining("negative");
        assertThatThrownBy(() -> ByteSize.ofGib(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new ByteSize(Long.MAX_VALUE).plus(new ByteSize(1)))
                .isInstanceOf(ArithmeticException.class);
    }
}
