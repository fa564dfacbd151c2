package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.GuestObservation.OpenDrivers;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenDriverReaderTest {

    private static final String KERNEL = "6.8.0-45-generic";

    private final ScriptedGuest guest = new ScriptedGuest().file("/proc/modules", "");

    private OpenDrivers read() {
        return new OpenDriverReader(guest.shell(), KERNEL).read();
    }

    private List<String> loadable() {
        return read().loadable().known().orElseThrow();
    }

    private void nouveauIsInTheKernel() {
        guest.program("modinfo -n nouveau", 0, "/lib/modules/" + KERNEL + "/nouveau.ko\n");
    }

    private void blacklisted(String config) {
        guest.program("modprobe -c", 0, config);
        guest.program(
                "grep -rlsE ^[[:space:]]*blacklist[[:space:]]+nouveau[[:space:]]*$"
                        + " /etc/modprobe.d /lib/modprobe.d",
                0,
                "/etc/modprobe.d/thruway-nouveau.conf\n");
    }

    private void initramfs(String listing) {
        guest.program("lsinitramfs /boot/initrd.img-" + KERNEL, 0, listing);
    }

    @Test
    void aKernelWithoutThemCannotLoadThem() {
        assertThat(read()).isEqualTo(new OpenDrivers(List.of(), Observed.of(List.of())));
    }

    @Test
    void seesWhatIsLoaded() {
        guest.file(
                "/proc/modules",
                "nouveau 2428928 1 - Live 0x0000000000000000\nnouveau_fake 1 0 - Live 0x0\n");

        assertThat(read().loaded()).containsExactly("nouveau");
    }

    @Test
    void aModuleThatNothingForbidsMayLoad() {
        nouveauIsInTheKernel();
        guest.program("modprobe -c", 0, "# blacklist nouveau\nalias x y\n");

        assertThat(loadable()).containsExactly("nouveau");
    }

    @Test
    void aBlacklistThatTheInitramfsDoesNotHoldIsNotEnough() {
        nouveauIsInTheKernel();
        blacklisted("blacklist nouveau\n");
        initramfs("etc/modprobe.d/other.conf\n");

        assertThat(loadable()).containsExactly("nouveau");
    }

    @Test
    void aBlacklistInTheInitramfsKeepsItOut() {
        nouveauIsInTheKernel();
        blacklisted("  blacklist   nouveau\n");
        initramfs("etc/modprobe.d/thruway-nouveau.conf\n");

        assertThat(loadable()).isEmpty();
        assertThat(guest.ranAsRoot()).contains("lsinitramfs /boot/initrd.img-" + KERNEL);
    }

    @Test
    void withoutAToolThatListsTheInitramfsTheConfigurationCounts() {
        nouveauIsInTheKernel();
        blacklisted("blacklist nouveau\n");

        assertThat(loadable()).isEmpty();
    }

    @Test
    void whatAnInitramfsHoldsThatCannotBeListedIsUnknown() {
        nouveauIsInTheKernel();
        blacklisted("blacklist nouveau\n");
        guest.program("lsinitramfs /boot/initrd.img-" + KERNEL, 1, "");

        assertThat(read().loadable())
                .isEqualTo(
                        Observed.unknown(
                                Phrase.of(
                                        "condition.initramfs-unread",
                                        "file",
                                        "/boot/initrd.img-" + KERNEL,
                                        "says",
                                        "exit 1")));
    }

    @Test
    void theFileOfOneModuleSaysNothingAboutAnother() {
        nouveauIsInTheKernel();
        guest.program("modinfo -n nova_core", 0, "/lib/modules/" + KERNEL + "/nova_core.ko\n");
        blacklisted("blacklist nouveau\n");
        initramfs("etc/modprobe.d/thruway-nouveau.conf\n");

        assertThat(loadable()).contains("nova_core");
    }
}
