package dev.thruway.domain.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PciIdsTest {

    /// vim's ids are signed: an Intel vendor id arrives as -32634.
    @Test
    void readsSignedNumbersAsTheIdsThatTheyAre() {
        var ids = PciIds.ofSigned(-32634, 4318, -1, 0);
        assertThat(ids).isEqualTo(new PciIds(0x8086, 0x10DE, 0xFFFF, 0));
    }

    @Test
    void writesIdsAsLspciDoes() {
        var ids = new PciIds(PciIds.NVIDIA, 0x26B9, 0x10DE, 0x0051);
        assertThat(ids.vendorDevice()).isEqualTo("10de:26b9");
        assertThat(ids).hasToString("10de:26b9 10de:0051");
    }

    @Test
    void readsIdsAsLspciWritesThem() {
        assertThat(PciIds.tryParse("10de:26b9 10DE:0051"))
                .contains(new PciIds(PciIds.NVIDIA, 0x26B9, 0x10DE, 0x0051));
        assertThat(PciIds.tryParse("10de:26b9")).contains(new PciIds(0x10DE, 0x26B9, 0, 0));
        for (var text : List.of("", "10de", "10de:26b", "10de:26b9 ", "10de:26b9 10de", "g:1")) {
            assertThat(PciIds.tryParse(text)).as(text).isEmpty();
        }
    }

    @Test
    void refusesWhatIsBeyond16Bits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PciIds(-1, 0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PciIds(0, 0, 0, 0x10000));
    }
}
