package dev.thruway.domain.pci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PciAddressTest {

    /// As ESXi writes it, short, as nvidia-smi writes it, in capitals, with spaces around.
    @ParameterizedTest
    @CsvSource({
        "0000:41:00.0, 0000:41:00.0",
        "41:00.0, 0000:41:00.0",
        "00000000:C1:00.0, 0000:c1:00.0",
        "ffff:FF:1F.7, ffff:ff:1f.7",
        "' 0000:41:00.0 ', 0000:41:00.0"
    })
    void readsEveryFormAndWritesOne(String text, String written) {
        assertThat(PciAddress.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "41:00",
                "0000:41:20.0",
                "0000:41:00.8",
                "10000:41:00.0",
                "0000:141:00.0",
                "0000:41:00.0.1",
                "000000000:41:00.0",
                "0000-41-00.0",
                "zz:00.0",
                ":41:00.0",
                "41:00.",
                "41:.0",
                "+1:00.0",
                "ffffffff:41:00.0",
                "a:0000:41:00.0",
                "４1:00.0"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(PciAddress.tryParse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> PciAddress.parse(text));
    }

    @Test
    void readsBackWhatItWrites() {
        for (int bus = 0; bus <= 0xFF; bus++) {
            for (int device = 0; device <= 0x1F; device++) {
                var address = new PciAddress(1, bus, device, bus & 7);
                assertThat(PciAddress.parse(address.toString())).isEqualTo(address);
            }
        }
    }

    @Test
    void sortsByPlaceAndNotByText() {
        var sorted =
                Stream.of("1:00:00.0", "c1:00.0", "41:00.1", "41:00.0")
                        .map(PciAddress::parse)
                        .sorted()
                        .map(PciAddress::toString);
        assertThat(sorted)
                .containsExactly("0000:41:00.0", "0000:41:00.1", "0000:c1:00.0", "0001:00:00.0");
    }

    @Test
    void knowsTheOtherFunctionsOfItsCard() {
        var gpu = PciAddress.parse("0000:41:00.0");
        assertThat(gpu.sameSlotAs(gpu.withFunction(1))).isTrue();
        assertThat(gpu.sameSlotAs(PciAddress.parse("0000:c1:00.0"))).isFalse();
        assertThat(gpu.sameSlotAs(PciAddress.parse("0001:41:00.0"))).isFalse();
        assertThat(gpu.sameSlotAs(PciAddress.parse("0000:41:01.0"))).isFalse();
    }
}
