package dev.thruway.domain.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.thruway.domain.pci.Bar.Width;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BarTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 3, 48L << 30, Long.MAX_VALUE})
    void isAPowerOfTwo(long bytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> bar(0, bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 6})
    void hasOneOfSixRegisters(int index) {
        assertThatIllegalArgumentException().isThrownBy(() -> bar(index, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "12, 12 bytes",
        "1536, 1536 bytes",
        "2048, 2 KiB",
        "16777216, 16 MiB",
        "68719476736, 64 GiB",
        "68769808384, 65584 MiB"
    })
    void writesASizeInTheLargestUnitThatDividesIt(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void neverWrapsAroundWhenSizesAreAddedOrMultiplied() {
        var largest = new ByteSize(Long.MAX_VALUE);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> largest.plus(new ByteSize(1)));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.times(2));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> ByteSize.ofGib(1L << 33));
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteSize(-1));
    }

    private static Bar bar(int index, long bytes) {
        return new Bar(index, new ByteSize(bytes), Width.BITS_64, true);
    }
}
