package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;

/// nvidia-smi and our CUDA check, on what the driver has.
class NvidiaProgramsTest {

    private static final String CHECK = "thruway.program=cuda-check/1";

    private static GuestBench driven() {
        return GuestBench.with()
                .installPrebuilt("580-server-open")
                .rebootWith(Cards.l40s("03:00.0"), Cards.a100("0b:00.0"));
    }

    /// The check as it is uploaded: an ELF file that says what it is.
    private static GuestBench withCheck(GuestBench guest) {
        guest.root("printf '\u007fELF " + CHECK + "' > /opt/check && chmod 755 /opt/check").ok();
        return guest;
    }

    @Test
    void smiIsAProgramOfAPackage() {
        var guest = GuestBench.with(Cards.l40s("03:00.0"));
        var missing = guest.user("nvidia-smi");
        assertThat(missing.status()).isEqualTo(127);
        assertThat(missing.err()).isEqualTo("bash: line 1: nvidia-smi: command not found\n");
        guest.install("nvidia-utils-580-server");
        assertThat(guest.user("which nvidia-smi").out()).isEqualTo("/usr/bin/nvidia-smi\n");
    }

    @Test
    void smiWithoutTheModuleSaysThatItCannotCommunicate() {
        var guest = GuestBench.with().installPrebuilt("580-server-open");
        var ran = guest.user("nvidia-smi -L");
        assertThat(ran.status()).isEqualTo(9);
        assertThat(ran.out())
                .isEqualTo(
                        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA"
                                + " driver. Make sure that the latest NVIDIA driver is installed"
                                + " and running.\n\n");
    }

    @Test
    void smiListsEveryCard() {
        assertThat(driven().user("nvidia-smi -L").ok())
                .isEqualTo(
                        "GPU 0: NVIDIA L40S (UUID: GPU-00000000-0000-0000-0000-000000000003)\n"
                                + "GPU 1: NVIDIA A100 80GB PCIe (UUID:"
                                + " GPU-00000000-0000-0000-0000-00000000000b)\n");
    }

    @Test
    void smiAnswersQueriesWithAndWithoutHeaderAndUnits() {
        var guest = driven();
        assertThat(guest.user("nvidia-smi --query-gpu=index,memory.total --format=csv").lines())
                .containsExactly("index, memory.total [MiB]", "0, 46068 MiB", "1, 46068 MiB");
        assertThat(
                        guest.user(
                                        "nvidia-smi"
                                            + " --query-gpu=pci.bus_id,pci.device_id,memory.total"
                                            + " --format=csv,noheader,nounits")
                                .lines())
                .containsExactly(
                        "00000000:03:00.0, 0x26B910DE, 46068",
                        "00000000:0B:00.0, 0x20B510DE, 46068");
        var wrong = guest.user("nvidia-smi --query-gpu=index,nonsense --format=csv");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.out()).isEqualTo("Field \"nonsense\" is not a valid field to query.\n");
    }

    @Test
    void smiPrintsItsXmlAndItsTable() {
        var guest = driven();
        assertThat(guest.user("nvidia-smi -q -x").ok())
                .contains("nvsmi_device_v12.dtd")
                .contains("<driver_version>580.173.02</driver_version>")
                .contains("<cuda_version>13.0</cuda_version>")
                .contains("<attached_gpus>2</attached_gpus>")
                .contains("<gpu id=\"00000000:0B:00.0\">");
        assertThat(guest.user("nvidia-smi").ok())
                .contains("Driver Version: 580.173.02")
                .contains("NVIDIA L40S")
                .contains("00000000:0B:00.0");
        assertThat(guest.user("nvidia-smi --nonsense").status()).isEqualTo(2);
    }

    @Test
    void smiWithoutDeviceFilesDoesNotReachTheDriver() {
        var guest = driven();
        guest.root("rm /dev/nvidia1").ok();
        assertThat(guest.user("nvidia-smi -L").lines()).hasSize(1);
        guest.root("rm /dev/nvidiactl").ok();
        assertThat(guest.user("nvidia-smi -L").status()).isEqualTo(9);
    }

    @Test
    void openModulesWithoutTheirFirmwareDoNotStart() {
        var guest = driven();
        guest.root("rm -r /usr/lib/firmware/nvidia").ok();
        assertThat(guest.user("nvidia-smi").status()).isEqualTo(6);
        assertThat(guest.dmesg()).anyMatch(l -> l.contains("RmInitAdapter failed! (0x61"));
    }

    @Test
    void theCheckComputesOnEveryCard() {
        var guest = withCheck(driven());
        var ran = guest.user("/opt/check 7 1000");
        assertThat(ran.status()).isZero();
        assertThat(ran.lines().get(0)).isEqualTo("thruway-cuda-check 1 seed=7 count=1000");
        assertThat(ran.lines().get(1)).isEqualTo("driver api=13000 devices=2");
        assertThat(ran.lines().get(2))
                .startsWith("gpu index=0 bus=0000:03:00.0 uuid=GPU-")
                .contains(" result=ok sum=")
                .endsWith(" name=NVIDIA L40S");
        assertThat(ran.lines()).hasSize(4);
        assertThat(guest.user("/opt/check 8 1000").lines().get(2))
                .as("another seed, another sum")
                .doesNotContain(ran.lines().get(2).replaceAll(".*( sum=\\S+).*", "$1"));
    }

    @Test
    void theCheckFailsAsTheDriverApiDoes() {
        var guest = withCheck(GuestBench.with(Cards.l40s("03:00.0")));
        var ran = guest.user("/opt/check 1 1");
        assertThat(ran.status()).as("no library").isEqualTo(10);
        assertThat(ran.out()).contains("call=dlopen").contains("libcuda.so.1");

        guest.installPrebuilt("580-server-open");
        assertThat(guest.user("/opt/check 1 1").out())
                .as("no module")
                .contains("error call=cuInit code=100 name=CUDA_ERROR_NO_DEVICE");

        guest.root("reboot").ok();
        assertThat(guest.user("/opt/check 1 1").status()).isZero();
        guest.root("rm /dev/nvidia-uvm").ok();
        assertThat(guest.user("/opt/check 1 1").out())
                .as("no unified memory")
                .contains("error call=cuInit code=999 name=CUDA_ERROR_UNKNOWN");
        guest.root("rm /dev/nvidia0").ok();
        assertThat(guest.user("/opt/check 1 1").out())
                .as("no device file")
                .contains("code=100 name=CUDA_ERROR_NO_DEVICE");

        guest.rebootWith();
        assertThat(guest.user("/opt/check 1 1").out()).as("no card").contains("code=100");
        assertThat(guest.user("/opt/check").status()).as("usage").isEqualTo(64);
    }
}
