package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;

/// Modules by name, the initial RAM disk, and what the firmware says of Secure Boot.
class ModuleProgramsTest {

    private static GuestBench driven() {
        return GuestBench.with()
                .installPrebuilt("580-server-open")
                .rebootWith(Cards.l40s("03:00.0"));
    }

    @Test
    void lsmodTellsWhoNeedsWhom() {
        var lines = driven().user("lsmod").lines();
        assertThat(lines.getFirst()).isEqualTo("Module                  Size  Used by");
        assertThat(lines)
                .contains("nvidia_drm            131072  0")
                .contains("nvidia_modeset       1642496  1 nvidia_drm")
                .contains("nvidia              11489280  2 nvidia_modeset,nvidia_uvm");
    }

    @Test
    void rmmodTakesOneModuleModprobeWhatNobodyUsesAnyMore() {
        var guest = driven();
        var used = guest.root("rmmod nvidia");
        assertThat(used.status()).isEqualTo(1);
        assertThat(used.err())
                .isEqualTo("rmmod: ERROR: Module nvidia is in use by: nvidia_modeset nvidia_uvm\n");
        guest.root("rmmod nvidia_drm nvidia_modeset nvidia_uvm").ok();
        assertThat(guest.user("lsmod").out()).contains("nvidia ");
        assertThat(guest.user("nvidia-smi -L").status()).isZero();
        guest.root("rmmod nvidia").ok();
        assertThat(guest.user("lsmod").out()).doesNotContain("nvidia");
        assertThat(guest.user("ls /dev").out()).doesNotContain("nvidia");
        assertThat(guest.user("nvidia-smi -L").status()).isEqualTo(9);

        guest.root("modprobe nvidia").ok();
        guest.root("modprobe -r nvidia_uvm && modprobe -r nvidia_drm").ok();
        assertThat(guest.user("lsmod").out()).doesNotContain("nvidia");
    }

    @Test
    void modprobeComplainsAsItDoes() {
        var guest = GuestBench.with();
        var missing = guest.root("modprobe nvidia");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo(
                        "modprobe: FATAL: Module nvidia not found in directory"
                                + " /lib/modules/6.8.0-139-generic\n");
        assertThat(guest.root("modprobe -q nvidia").err()).isEmpty();
        assertThat(guest.user("modprobe video").err())
                .isEqualTo("modprobe: ERROR: could not insert 'video': Operation not permitted\n");
        guest.root("modprobe video && modprobe video").ok();
        assertThat(guest.root("modprobe --first-time video").err())
                .isEqualTo("modprobe: ERROR: could not insert 'video': File exists\n");
        assertThat(guest.root("rmmod nouveau").err())
                .isEqualTo("rmmod: ERROR: Module nouveau is not currently loaded\n");
    }

    @Test
    void aBlacklistStopsTheDeviceAndNotTheName() {
        var guest = GuestBench.with();
        guest.root("echo blacklist video > /etc/modprobe.d/v.conf && modprobe video").ok();
        assertThat(guest.user("lsmod").out()).contains("video");
        guest.root("rmmod video; echo install video /bin/false > /etc/modprobe.d/v.conf").ok();
        assertThat(guest.root("modprobe video").err())
                .isEqualTo("modprobe: ERROR: could not insert 'video': Invalid argument\n");
        assertThat(guest.user("modprobe -c").lines()).contains("install video /bin/false");
    }

    @Test
    void modinfoReadsTheFileOnTheDisk() {
        var guest = GuestBench.with().installPrebuilt("580-server-open");
        assertThat(guest.user("modinfo -F version nvidia").ok()).isEqualTo("580.173.02\n");
        assertThat(guest.user("modinfo nvidia-uvm").ok())
                .contains("filename:       /lib/modules/6.8.0-139-generic/kernel/")
                .contains("depends:        nvidia\n")
                .contains("signer:         Canonical Ltd.");
        var missing = guest.user("modinfo nothing");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("modinfo: ERROR: Module nothing not found.\n");
    }

    @Test
    void theInitialRamDiskHoldsWhatWasConfiguredWhenItWasMade() {
        var guest = GuestBench.with();
        var list = "lsinitramfs /boot/initrd.img-$(uname -r)";
        guest.root("echo blacklist nouveau > /etc/modprobe.d/blacklist-nouveau.conf").ok();
        assertThat(guest.root(list).out()).doesNotContain("blacklist-nouveau");
        assertThat(guest.root("update-initramfs -u").ok())
                .isEqualTo("update-initramfs: Generating /boot/initrd.img-6.8.0-139-generic\n");
        assertThat(guest.root(list).lines()).contains("etc/modprobe.d/blacklist-nouveau.conf");
        assertThat(guest.root("update-initramfs -u -k 6.8.0-1-generic").status()).isEqualTo(1);
        assertThat(guest.user("update-initramfs -u").status()).isEqualTo(1);
        assertThat(guest.root("lsinitramfs /boot/nothing").status()).isEqualTo(1);
    }

    @Test
    void mokutilReadsTheFirmware() {
        var guest = GuestBench.with();
        assertThat(guest.user("mokutil --sb-state").ok()).isEqualTo("SecureBoot disabled\n");
        assertThat(guest.user("cat /sys/kernel/security/lockdown").ok()).startsWith("[none]");
        guest.rebootOn(true, true);
        assertThat(guest.user("mokutil --sb-state").ok()).isEqualTo("SecureBoot enabled\n");
        assertThat(guest.user("cat /sys/kernel/security/lockdown").ok())
                .isEqualTo("none [integrity] confidentiality\n");
        guest.rebootOn(false, false);
        var bios = guest.user("mokutil --sb-state");
        assertThat(bios.status()).isEqualTo(1);
        assertThat(bios.err()).isEqualTo("EFI variables are not supported on this system\n");
        assertThat(guest.user("test -d /sys/firmware/efi").status()).isEqualTo(1);
    }
}
