package dev.thruway.interop.lab;

import static dev.thruway.interop.lab.GuestShell.asRoot;
import static dev.thruway.interop.lab.LabServer.FIRST_CARD;
import static dev.thruway.interop.lab.LabServer.VM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole journey as a stranger walks it by hand, with curl, govc and OpenSSH only: from the
/// card in iLO to `nvidia-smi` in the guest; and the ways in which it goes wrong.
class StrangerJourneyIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CARD = "lspci -nnk -s 03:00.0";
    private static final String SIGNED =
            "linux-modules-nvidia-580-server-open-$(uname -r)"
                    + " nvidia-headless-no-dkms-580-server-open nvidia-utils-580-server";
    private static final String UNSIGNED = "nvidia-dkms-580-server-open nvidia-utils-580-server";

    @TempDir Path folder;
    private LabServer lab;
    private Govc govc;
    private GuestShell guest;

    @BeforeEach
    void start() throws Exception {
        var key = GuestShell.makeKey(folder);
        lab = LabServer.start("seed", List.of(key));
        govc = Govc.with(lab.esxi(), folder);
        guest = GuestShell.of(lab.ssh(), folder);
    }

    @AfterEach
    void stop() {
        if (lab != null) {
            lab.close();
        }
    }

    @Test
    void leadsFromIloToNvidiaSmi() throws Exception {
        seesTheCardsAndTheBiosInIlo();
        preparesTheVm("128");
        startsTheVm();
        guest.ok("true");
        guest.checkHostKey();
        assertThat(guest.ok(CARD))
                .contains("3D controller [0302]: NVIDIA Corporation AD102GL [L40S] [10de:26b9]")
                .contains("Kernel driver in use: nouveau");
        assertThat(guest.ok("mokutil --sb-state")).isEqualTo("SecureBoot enabled\n");
        turnsNouveauOff();
        install(SIGNED);
        guest.reboot();
        assertThat(guest.ok(CARD)).contains("Kernel driver in use: nvidia\n");
        assertThat(guest.ok("modinfo -F signer nvidia")).contains("Canonical");
        assertThat(guest.ok("nvidia-smi"))
                .contains("NVIDIA L40S", "46068MiB", "Driver Version: 580.");
        assertThat(
                        guest.ok(
                                "nvidia-smi --query-gpu=name,memory.total,pci.bus_id"
                                        + " --format=csv,noheader"))
                .isEqualTo("NVIDIA L40S, 46068 MiB, 00000000:03:00.0\n");
        assertThat(govc.powerState()).isEqualTo("poweredOn");
    }

    private void seesTheCardsAndTheBiosInIlo() throws Exception {
        var gpus =
                redfish("/redfish/v1/Systems/1/Processors?$expand=.")
                        .path("Members")
                        .values()
                        .stream()
                        .filter(p -> p.path("ProcessorType").asString().equals("GPU"))
                        .map(p -> p.path("Name").asString())
                        .toList();
        assertThat(gpus).containsExactly("NVIDIA L40S", "NVIDIA L40S");
        var bios = redfish("/redfish/v1/Systems/1/Bios").path("Attributes");
        assertThat(bios.path("ProcAmdIoVt").asString()).isEqualTo("Enabled");
        assertThat(bios.path("Sriov").asString()).isEqualTo("Enabled");
    }

    private JsonNode redfish(String path) throws Exception {
        var bmc = lab.bmc();
        var login = bmc.username() + ":" + bmc.password();
        var answer = Curl.in(folder).request("-u", login, "-L", "-g", bmc.url() + path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private void preparesTheVm(String windowGib) throws Exception {
        govc.attach(FIRST_CARD, windowGib);
        govc.ok("device.boot", "-vm", VM, "-firmware", "efi", "-secure=true");
    }

    private void startsTheVm() throws Exception {
        assertThat(govc.ok("vm.power", "-on", VM)).contains("OK");
        assertThat(govc.ok("vm.ip", "-wait", "20s", VM)).isEqualTo("192.0.2.50\n");
    }

    private void turnsNouveauOff() throws Exception {
        var file = folder.resolve("blacklist-nouveau.conf");
        Files.writeString(file, "blacklist nouveau\noptions nouveau modeset=0\n");
        guest.copyTo(file, "/tmp/blacklist-nouveau.conf");
        guest.root("cp /tmp/blacklist-nouveau.conf /etc/modprobe.d/blacklist-nouveau.conf");
        guest.root("update-initramfs -u");
        assertThat(guest.ok("lsinitramfs /boot/initrd.img-$(uname -r)"))
                .contains("etc/modprobe.d/blacklist-nouveau.conf");
        var back = folder.resolve("back.conf");
        guest.copyFrom("/etc/modprobe.d/blacklist-nouveau.conf", back);
        assertThat(back).hasSameTextualContentAs(file);
    }

    private void install(String packages) throws Exception {
        guest.root("apt-get update");
        guest.root(
                "DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends install "
                        + packages);
    }

    @Test
    void withoutTheMmioKeysTheVmDoesNotStart() throws Exception {
        govc.passthrough(FIRST_CARD, "true");
        govc.ok("device.pci.add", "-vm", VM, FIRST_CARD);
        govc.ok("vm.change", "-vm", VM, "-memory-pin=true");
        assertThat(govc.fails("vm.power", "-on", VM))
                .contains("Module 'DevicePowerOn' power on failed.");
        assertThat(log()).contains("PCIPassthru: total number of pages needed (16789506)");
        assertThat(guest.silent()).isTrue();
    }

    private String log() throws Exception {
        return govc.ok("datastore.download", VM + "/vmware.log", "-");
    }

    @Test
    void withATooSmallWindowTheVmIsOffSecondsAfterItsStart() throws Exception {
        preparesTheVm("64");
        assertThat(govc.ok("vm.power", "-on", VM)).contains("OK");
        govc.awaitOff();
        assertThat(log()).contains("The firmware could not allocate 67141632 KB of PCI MMIO.");
        assertThat(guest.silent()).isTrue();
    }

    @Test
    void secureBootRejectsADriverThatNobodySigned() throws Exception {
        preparesTheVm("128");
        startsTheVm();
        turnsNouveauOff();
        install(UNSIGNED);
        guest.reboot();
        assertThat(guest.fails(asRoot("modprobe nvidia")))
                .contains("could not insert 'nvidia': Key was rejected by service");
        assertThat(guest.root("dmesg")).contains("Loading of unsigned module is rejected");
        assertThat(guest.fails("nvidia-smi")).contains("couldn't communicate with the NVIDIA");
        assertThat(guest.ok(CARD)).doesNotContain("Kernel driver in use");
        assertThat(guest.ok("modinfo -F signer nvidia")).isBlank();
    }

    @Test
    void theSameDriverRunsWhereSecureBootIsOff() throws Exception {
        preparesTheVm("128");
        govc.ok("device.boot", "-vm", VM, "-firmware", "efi", "-secure=false");
        startsTheVm();
        turnsNouveauOff();
        install(UNSIGNED);
        guest.reboot();
        assertThat(guest.ok("mokutil --sb-state")).contains("SecureBoot disabled");
        assertThat(guest.ok("nvidia-smi -L")).startsWith("GPU 0: NVIDIA L40S (UUID: GPU-");
    }

    @Test
    void nouveauKeepsTheCardUntilItIsTurnedOff() throws Exception {
        preparesTheVm("128");
        startsTheVm();
        install(SIGNED);
        assertThat(guest.fails(asRoot("modprobe nvidia")))
                .contains("could not insert 'nvidia': No such device");
        assertThat(guest.root("dmesg"))
                .contains("NVRM: The NVIDIA probe routine was not called for 1 device(s).");
        assertThat(guest.fails("nvidia-smi")).contains("couldn't communicate with the NVIDIA");
        assertThat(guest.ok(CARD)).contains("Kernel driver in use: nouveau");
    }

    @Test
    void withBiosFirmwareTheVmRunsAndItsLargeBarHasNoAddress() throws Exception {
        govc.attach(FIRST_CARD, "128");
        govc.ok("device.boot", "-vm", VM, "-firmware", "bios", "-secure=false");
        startsTheVm();
        var resource = guest.ok("cat /sys/bus/pci/devices/0000:03:00.0/resource").lines().toList();
        assertThat(resource.get(0)).doesNotStartWith("0x0000000000000000");
        assertThat(resource.get(1)).startsWith("0x0000000000000000 0x0000000000000000");
        assertThat(guest.root("dmesg")).contains("BAR 1", "failed to assign");
    }
}
