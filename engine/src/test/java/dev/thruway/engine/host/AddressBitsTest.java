package dev.thruway.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.vsphere.vim.HostCpuIdInfo;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressBitsTest {

    private static final String WIDTH_46 = "0000:0000:0000:0000:0011:0000:0010:1110";

    @Test
    void isTheLowestByteOfTheLeaf() {
        var other = new HostCpuIdInfo(0x80000001, "0000:0000:0000:0000:0000:0000:0010:1000");
        assertThat(AddressBits.of(List.of(other, new HostCpuIdInfo(0x80000008, WIDTH_46))))
                .hasValue(46);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "46", "0000:0000:0000:0000:0011:0000:0000:0001"})
    void isUnknownWhereTheHostTellsNoWidth(String eax) {
        assertThat(AddressBits.of(List.of(new HostCpuIdInfo(0x80000008, eax)))).isEmpty();
        assertThat(AddressBits.of(List.of(new HostCpuIdInfo(0x80000008, null)))).isEmpty();
        assertThat(AddressBits.of(List.of())).isEmpty();
    }
}
