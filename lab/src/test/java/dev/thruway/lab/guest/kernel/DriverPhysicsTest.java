package dev.thruway.lab.guest.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;

/// Who takes a GPU, when, and what it says when it cannot.
class DriverPhysicsTest {

    private static final String BLACKLIST =
            "printf 'blacklist nouveau\\noptions nouveau modeset=0\\n'"
                    + " > /etc/modprobe.d/blacklist-nouveau.conf";
    private static final String GPU = "03:00.0";
    private static final String OPEN = "580-server-open";

    private static String holder(GuestBench guest) {
        return guest.root("basename $(readlink /sys/bus/pci/devices/0000:03:00.0/driver)")
                .out()
                .strip();
    }

    @Test
    void nouveauTakesACardAtTheFirstBootThatHasOne() {
        var guest = GuestBench.with();
        assertThat(guest.user("lsmod").out()).doesNotContain("nouveau");
        guest.rebootWith(Cards.l40s(GPU));
        assertThat(holder(guest)).isEqualTo("nouveau");
        assertThat(guest.user("lsmod").lines()).anyMatch(l -> l.startsWith("nouveau "));
        assertThat(guest.dmesg()).contains("nouveau 0000:03:00.0: enabling device (0000 -> 0002)");
    }

    @Test
    void aBlacklistNeedsTheInitialRamDiskAndAReboot() {
        var guest = GuestBench.with(Cards.l40s(GPU));
        guest.root(BLACKLIST).ok();
        assertThat(holder(guest)).isEqualTo("nouveau");
        guest.root("reboot").ok();
        assertThat(holder(guest)).isEqualTo("nouveau");
        guest.root("update-initramfs -u").ok();
        assertThat(holder(guest)).isEqualTo("nouveau");
        guest.root("reboot").ok();
        assertThat(holder(guest)).isEmpty();
        assertThat(guest.user("lsmod").out()).doesNotContain("nouveau");
    }

    @Test
    void theKernelsCommandLineBlacklistsToo() {
        var guest = GuestBench.with(Cards.l40s(GPU));
        guest.root(
                        "sed -i 's/^GRUB_CMDLINE_LINUX=.*/GRUB_CMDLINE_LINUX=\"modprobe.blacklist="
                                + "nouveau\"/' /etc/default/grub && update-grub && reboot")
                .ok();
        assertThat(guest.user("cat /proc/cmdline").out()).contains("modprobe.blacklist=nouveau");
        assertThat(holder(guest)).isEmpty();
    }

    @Test
    void nouveauIsNotUnloadedWhileItHoldsACard() {
        var guest = GuestBench.with(Cards.l40s(GPU));
        var removed = guest.root("modprobe -r nouveau");
        assertThat(removed.status()).isEqualTo(1);
        assertThat(removed.err()).isEqualTo("modprobe: FATAL: Module nouveau is in use.\n");
    }

    @Test
    void nvidiaDoesNotLoadWhileNouveauHoldsTheCard() {
        var guest = GuestBench.with(Cards.l40s(GPU)).installPrebuilt(OPEN);
        var loaded = guest.root("modprobe nvidia");
        assertThat(loaded.status()).isEqualTo(1);
        assertThat(loaded.err())
                .isEqualTo("modprobe: ERROR: could not insert 'nvidia': No such device\n");
        assertThat(guest.dmesg())
                .contains(
                        "NVRM: The NVIDIA probe routine was not called for 1 device(s).",
                        "NVRM: No NVIDIA devices probed.");
        assertThat(guest.user("lsmod").out()).doesNotContain("nvidia");
        assertThat(guest.root("nvidia-smi").status()).isEqualTo(9);
    }

    @Test
    void canonicalsPackagesBlacklistNouveauForTheNextBoot() {
        var guest = GuestBench.with(Cards.l40s(GPU)).installPrebuilt(OPEN);
        assertThat(holder(guest)).isEqualTo("nouveau");
        guest.root("reboot").ok();
        assertThat(holder(guest)).isEqualTo("nvidia");
        assertThat(guest.user("nvidia-smi -L").ok()).startsWith("GPU 0: NVIDIA L40S (UUID: GPU-");
        assertThat(guest.user("cat /proc/driver/nvidia/version").out()).contains("580.173.02");
    }

    @Test
    void withoutNouveauTheDriverLoadsWithoutAReboot() {
        var guest = GuestBench.with(Cards.l40s(GPU));
        guest.root(BLACKLIST + " && update-initramfs -u && reboot").ok();
        guest.installPrebuilt(OPEN);
        guest.root("modprobe nvidia").ok();
        assertThat(holder(guest)).isEqualTo("nvidia");
        assertThat(guest.user("ls /dev/nvidia0 /dev/nvidiactl /dev/nvidia-uvm").status()).isZero();
        assertThat(guest.user("lsmod").out())
                .contains("nvidia_uvm")
                .contains("nvidia_drm")
                .contains("nvidia_modeset");
    }

    @Test
    void withoutACardTheModuleDoesNotStay() {
        var guest = GuestBench.with().installPrebuilt(OPEN);
        assertThat(guest.root("modprobe nvidia").err()).contains("No such device");
        assertThat(guest.dmesg()).contains("NVRM: No NVIDIA GPU found.");
    }

    @Test
    void secureBootRefusesAnUnsignedModuleAndTakesASignedOne() {
        var guest = GuestBench.with().install("nvidia-headless-580-server-open");
        guest.rebootWith(Cards.l40s(GPU)).rebootOn(true, true);
        assertThat(guest.user("modinfo -F signer nvidia").out()).isEmpty();
        var refused = guest.root("modprobe nvidia");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo(
                        "modprobe: ERROR: could not insert 'nvidia': Key was rejected by"
                                + " service\n");
        assertThat(guest.dmesg())
                .contains(
                        "secureboot: Secure boot enabled",
                        "Loading of unsigned module is rejected");

        guest.root("apt-get purge -y nvidia-dkms-580-server-open").ok();
        guest.installPrebuilt(OPEN);
        assertThat(guest.user("modinfo -F signer nvidia").out()).contains("Canonical");
        guest.root("modprobe nvidia").ok();
        assertThat(guest.user("nvidia-smi -L").lines()).hasSize(1);
    }

    @Test
    void withoutSecureBootAnUnsignedModuleTaintsTheKernelAndWorks() {
        var guest = GuestBench.with().install("nvidia-headless-580-server-open");
        guest.rebootWith(Cards.l40s(GPU));
        assertThat(holder(guest)).isEqualTo("nvidia");
        assertThat(guest.dmesg())
                .contains(
                        "nvidia: module verification failed: signature and/or required key missing"
                                + " - tainting kernel");
    }

    @Test
    void aTamperedSignatureIsNoSignature() {
        var guest = GuestBench.with(Cards.l40s(GPU)).installPrebuilt(OPEN);
        guest.rebootOn(true, true);
        var path = guest.user("modinfo -n nvidia").ok().strip();
        guest.root("rmmod nvidia_drm nvidia_modeset nvidia_uvm nvidia").ok();
        guest.root("echo more >> " + path).ok();
        assertThat(guest.root("modprobe nvidia").err()).contains("Key was rejected by service");
    }

    @Test
    void barsWithoutAPlaceKeepEveryDriverOff() {
        var guest = GuestBench.with(Cards.unassigned(GPU));
        assertThat(holder(guest)).isEmpty();
        assertThat(guest.dmesg())
                .contains(
                        "pci 0000:03:00.0: BAR 1 [mem size 0x1000000000 64bit pref]: can't assign;"
                                + " no space",
                        "pci 0000:03:00.0: BAR 1 [mem size 0x1000000000 64bit pref]: failed to"
                                + " assign",
                        "pci_bus 0000:00: Some PCI device resources are unassigned, try booting"
                                + " with pci=realloc");
        guest.installPrebuilt(OPEN);
        assertThat(guest.root("modprobe nvidia").err()).contains("No such device");
        assertThat(guest.dmesg())
                .contains(
                        "NVRM: This PCI I/O region assigned to your NVIDIA device is invalid:",
                        "NVRM: BAR1 is 0M @ 0x0 (PCI:0000:03:00.0)",
                        "NVRM: The NVIDIA probe routine failed for 1 device(s).",
                        "NVRM: None of the NVIDIA devices were initialized.");
        assertThat(guest.user("nvidia-smi").status()).isEqualTo(9);
        assertThat(guest.user("sed -n 2p /sys/bus/pci/devices/0000:03:00.0/resource").out())
                .isEqualTo("0x0000000000000000 0x0000000000000000 0x0000000000000000\n");
    }

    @Test
    void oneCardWithoutItsPlaceDoesNotStopTheOther() {
        var guest = GuestBench.with().installPrebuilt(OPEN);
        guest.rebootWith(Cards.unassigned(GPU), Cards.l40s("0b:00.0"));
        assertThat(guest.user("nvidia-smi -L").lines()).hasSize(1);
        assertThat(guest.dmesg())
                .contains("NVRM: The NVIDIA probe routine failed for 1 device(s).")
                .doesNotContain("NVRM: None of the NVIDIA devices were initialized.");
    }

    @Test
    void theOpenModuleRefusesChipsWithoutASystemProcessor() {
        var guest = GuestBench.with().installPrebuilt(OPEN);
        guest.rebootWith(Cards.v100(GPU));
        assertThat(guest.dmesg())
                .contains(
                        "NVRM: The NVIDIA GPU 0000:03:00.0 (PCI ID: 10de:1db6)",
                        "NVRM: installed in this system is not supported by open");
        assertThat(guest.user("nvidia-smi").status()).isEqualTo(9);
    }

    @Test
    void theProprietaryModuleHoldsBlackwellButCannotStartIt() {
        var guest = GuestBench.with().installPrebuilt("580-server");
        guest.rebootWith(Cards.b200(GPU));
        var smi = guest.user("nvidia-smi");
        assertThat(smi.status()).isEqualTo(6);
        assertThat(smi.out()).isEqualTo("No devices were found\n");
        assertThat(guest.dmesg())
                .anyMatch(l -> l.startsWith("NVRM: GPU 0000:03:00.0: RmInitAdapter failed! (0x22"));
    }

    @Test
    void aBranchThatIsTooOldRefusesBlackwell() {
        var guest = GuestBench.with().installPrebuilt("535-server-open");
        guest.rebootWith(Cards.b200(GPU));
        assertThat(guest.dmesg()).contains("NVRM: NVIDIA 535.309.01 driver release.");
    }

    @Test
    void modulesAreForOneKernelOnly() {
        var guest = GuestBench.with(Cards.l40s(GPU)).installPrebuilt(OPEN);
        var wrong = guest.root("modprobe -S 6.8.0-1-generic nvidia; modinfo -k 6.8.0-1 nvidia");
        assertThat(wrong.err()).contains("modinfo: ERROR: Module nvidia not found.");
    }

    @Test
    void everyBootHasAnIdOfItsOwn() {
        var guest = GuestBench.with();
        var path = "/proc/sys/kernel/random/boot_id";
        var first = guest.user("cat " + path).ok();
        assertThat(guest.user("cat " + path).ok()).isEqualTo(first);
        guest.root("systemctl reboot").ok();
        assertThat(guest.user("cat " + path).ok()).isNotEqualTo(first);
    }

    @Test
    void newUserSpaceUnderAnOldModuleIsAMismatchUntilTheReboot() {
        var guest = GuestBench.with().installPrebuilt("535-server-open");
        guest.rebootWith(Cards.l40s(GPU));
        assertThat(guest.user("nvidia-smi -L").status()).isZero();
        guest.installPrebuilt(OPEN);
        var smi = guest.user("nvidia-smi");
        assertThat(smi.status()).isEqualTo(18);
        assertThat(smi.out())
                .isEqualTo(
                        """
                        Failed to initialize NVML: Driver/library version mismatch
                        NVML library version: 580.173
                        """);
        guest.root("reboot").ok();
        assertThat(guest.user("nvidia-smi -L").status()).isZero();
    }
}
