package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestBench;
import org.junit.jupiter.api.Test;

/// Who one is, what runs here, and how it is switched off.
class SystemProgramsTest {

    private final GuestBench guest = GuestBench.with();

    @Test
    void saysWhoAndWhere() {
        assertThat(guest.user("whoami; hostname; id -u; id -un; uname -r; uname -m").lines())
                .containsExactly("hpe", "gpu02", "1000", "hpe", "6.8.0-139-generic", "x86_64");
        assertThat(guest.user("id").ok())
                .isEqualTo("uid=1000(hpe) gid=1000(hpe) groups=4(adm),27(sudo),1000(hpe)\n");
        assertThat(guest.root("id -u; whoami").out()).isEqualTo("0\nroot\n");
        assertThat(guest.user("id nonsense").status()).isEqualTo(1);
        assertThat(guest.user("uname -a").ok()).startsWith("Linux gpu02 6.8.0-139-generic ");
        assertThat(guest.user("lsb_release -cs; systemd-detect-virt").out())
                .isEqualTo("noble\nvmware\n");
        assertThat(guest.user("getent passwd hpe").ok()).endsWith(":/home/hpe:/bin/bash\n");
        assertThat(guest.user("getent passwd nonsense").status()).isEqualTo(2);
    }

    @Test
    void systemctlKnowsItsUnits() {
        assertThat(guest.user("systemctl is-system-running").out()).isEqualTo("running\n");
        assertThat(guest.user("systemctl is-active ssh").out()).isEqualTo("active\n");
        var inactive = guest.user("systemctl is-active unattended-upgrades");
        assertThat(inactive.out()).isEqualTo("inactive\n");
        assertThat(inactive.status()).isEqualTo(3);
        guest.root("systemctl stop ssh").ok();
        assertThat(guest.user("systemctl is-active --quiet ssh").status()).isEqualTo(3);
        var unknown = guest.root("systemctl start nonsense");
        assertThat(unknown.status()).isEqualTo(5);
        assertThat(unknown.err())
                .isEqualTo("Failed to start nonsense.service: Unit nonsense.service not found.\n");
        assertThat(guest.user("systemctl restart ssh").status()).isEqualTo(1);
    }

    @Test
    void persistencedRunsWhileTheDriverIsLoaded() {
        var driven =
                GuestBench.with()
                        .installPrebuilt("580-server-open")
                        .rebootWith(Cards.l40s("03:00.0"));
        assertThat(driven.user("systemctl is-active nvidia-persistenced").out())
                .isEqualTo("active\n");
        driven.root("rmmod nvidia_drm nvidia_modeset nvidia_uvm nvidia").ok();
        assertThat(driven.user("systemctl is-active nvidia-persistenced").out())
                .isEqualTo("inactive\n");
    }

    @Test
    void theKernelsLogIsForRootAndTheJournalForAdministrators() {
        var refused = guest.user("dmesg");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("dmesg: read kernel buffer failed: Operation not permitted\n");
        assertThat(guest.root("dmesg").lines().getFirst())
                .matches("\\[ +\\d+\\.\\d{6}\\] Linux version 6\\.8\\.0-139-generic.*");
        assertThat(guest.root("dmesg -t").lines().getFirst()).startsWith("Linux version ");
        assertThat(guest.user("journalctl -k --no-pager").lines().getFirst())
                .matches("Nov 22 09:\\d\\d:\\d\\d gpu02 kernel: Linux version .*");
        assertThat(guest.user("journalctl -k -o cat -n 1").lines()).hasSize(1);
        guest.root("sed -i 's/^adm:.*/adm:x:4:syslog/' /etc/group").ok();
        assertThat(guest.user("journalctl -k").status()).isEqualTo(1);
    }

    @Test
    void onlyRootSwitchesOff() {
        var refused = guest.user("systemctl reboot");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo("Call to Reboot failed: Interactive authentication required.\n");
        assertThat(guest.user("poweroff").status()).isEqualTo(1);
        assertThat(guest.isOff()).isFalse();
        guest.root("poweroff").ok();
        assertThat(guest.isOff()).isTrue();
    }

    @Test
    void whatRebootsLosesWhatIsNotOnTheDisk() {
        guest.root("touch /tmp/gone /run/gone /var/tmp/stays && reboot").ok();
        assertThat(guest.root("ls /tmp /run /var/tmp").out())
                .doesNotContain("gone")
                .contains("stays");
    }
}
