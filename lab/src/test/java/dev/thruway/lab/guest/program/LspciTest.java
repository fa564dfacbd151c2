package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;

/// lspci in the forms that people and programs read.
class LspciTest {

    private final GuestBench guest =
            GuestBench.with(Cards.l40s("03:00.0"), Cards.unassigned("13:00.0"));

    private String lspci(String options) {
        return guest.user("lspci " + options).ok();
    }

    @Test
    void namesAndNumbers() {
        assertThat(lspci("-s 03:00.0"))
                .isEqualTo("03:00.0 3D controller: NVIDIA Corporation AD102GL [L40S] (rev a1)\n");
        assertThat(lspci("-nn -s 03:00.0"))
                .isEqualTo(
                        "03:00.0 3D controller [0302]: NVIDIA Corporation AD102GL [L40S]"
                                + " [10de:26b9] (rev a1)\n");
        assertThat(lspci("-n -s 03:00.0")).isEqualTo("03:00.0 0302: 10de:26b9 (rev a1)\n");
        assertThat(lspci("-D -s 03:00.0")).startsWith("0000:03:00.0 3D controller: ");
        assertThat(lspci("-Dnn -d 10de:").lines()).hasSize(2);
    }

    @Test
    void choosesBySlotAndById() {
        assertThat(lspci("-s 3:").lines()).hasSize(1);
        assertThat(lspci("-s 03:00").lines()).hasSize(1);
        assertThat(lspci("-s 0000:13:00.0").lines()).hasSize(1);
        assertThat(lspci("-s 1f:00.0")).isEmpty();
        assertThat(lspci("-s 15.1").lines()).hasSize(1);
        assertThat(lspci("-d 15ad:07b0")).contains("VMXNET3 Ethernet Controller");
        assertThat(lspci("-d ::0302").lines()).hasSize(2);
        assertThat(lspci("-d 1002:")).isEmpty();
    }

    @Test
    void saysWhoDrivesTheCard() {
        assertThat(lspci("-nnk -s 03:00.0").lines())
                .containsExactly(
                        "03:00.0 3D controller [0302]: NVIDIA Corporation AD102GL [L40S]"
                                + " [10de:26b9] (rev a1)",
                        "\tSubsystem: NVIDIA Corporation Device [10de:1851]",
                        "\tKernel driver in use: nouveau",
                        "\tKernel modules: nvidiafb, nouveau");
        assertThat(lspci("-k -s 13:00.0")).doesNotContain("Kernel driver in use");
    }

    @Test
    void showsRegionsThatHaveTheirPlace() {
        assertThat(lspci("-vvv -s 03:00.0"))
                .contains("Control: I/O+ Mem+ BusMaster+")
                .contains("\tRegion 0: Memory at f0000000 (32-bit, non-prefetchable) [size=16M]\n")
                .contains("\tRegion 1: Memory at 8000000000 (64-bit, prefetchable) [size=64G]\n")
                .contains("\tRegion 3: Memory at 9000000000 (64-bit, prefetchable) [size=32M]\n");
        assertThat(lspci("-v -s 13:00.0"))
                .contains("Mem-")
                .contains("Region 0: Memory at f0000000 (32-bit, non-prefetchable) [disabled]")
                .doesNotContain("Region 1")
                .doesNotContain("Region 3");
    }

    @Test
    void printsForPrograms() {
        assertThat(lspci("-mm -s 03:00.0"))
                .isEqualTo(
                        "03:00.0 \"3D controller\" \"NVIDIA Corporation\" \"AD102GL [L40S]\" -ra1"
                                + " \"NVIDIA Corporation\" \"Device 1851\"\n");
        assertThat(lspci("-n -mm -s 03:00.0"))
                .isEqualTo("03:00.0 \"0302\" \"10de\" \"26b9\" -ra1 \"10de\" \"1851\"\n");
        assertThat(lspci("-Dvmmk -s 03:00.0"))
                .isEqualTo(
                        """
                        Slot:	0000:03:00.0
                        Class:	3D controller
                        Vendor:	NVIDIA Corporation
                        Device:	AD102GL [L40S]
                        SVendor:	NVIDIA Corporation
                        SDevice:	Device 1851
                        Rev:	a1
                        Driver:	nouveau
                        Module:	nouveau

                        """);
    }
}
