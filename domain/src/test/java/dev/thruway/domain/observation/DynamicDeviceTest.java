package dev.thruway.domain.observation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.PciIds;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DynamicDeviceTest {

    private static final PciIds L40S = new PciIds(0x10de, 0x26b9, 0x10de, 0x1851);
    private static final PciIds OTHER_BOARD = new PciIds(0x10de, 0x26b9, 0x10de, 0x169e);

    private static DynamicDevice of(String... products) {
        return new DynamicDevice(new TreeSet<>(List.of(products)), Optional.empty());
    }

    @Test
    void takesEveryBoardOfAProductOrTheOneThatItNames() {
        assertThat(of("10de:26b9").accepts(L40S)).isTrue();
        assertThat(of("10de:2330", "10de:26b9 10de:1851").accepts(L40S)).isTrue();
        assertThat(of("10de:26b9 10de:1851").accepts(OTHER_BOARD)).isFalse();
        assertThat(of("10de:2330").accepts(L40S)).isFalse();
    }

    @Test
    void mayTakeACardOfWhichTheBoardIsNotKnown() {
        assertThat(of("10de:26b9").mayAccept("10de:26b9")).isTrue();
        assertThat(of("10de:26b9 10de:1851").mayAccept("10de:26b9")).isTrue();
        assertThat(of("10de:26b90").mayAccept("10de:26b9")).isFalse();
        assertThat(of("10de:2330").mayAccept("10de:26b9")).isFalse();
    }
}
