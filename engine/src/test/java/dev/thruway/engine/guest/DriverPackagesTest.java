package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.knowledge.ProductKnowledge;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What apt says that it would do decides what is noted, and whether anything is done.
final class DriverPackagesTest {

    private static final String KERNEL = "6.8.0-139-generic";
    private static final String APT =
            "apt-get -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3 -o"
                    + " Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold ";

    private final ProductKnowledge knowledge = ProductKnowledge.builtIn();
    private final ScriptedGuest guest =
            new ScriptedGuest()
                    .file("/etc/os-release", "ID=ubuntu\nVERSION_ID=\"24.04\"\n")
                    .file("/proc/modules", "")
                    .program("uname -r", 0, KERNEL + "\n")
                    .program(
                            "cat /proc/sys/kernel/random/boot_id",
                            0,
                            "11111111-2222-3333-4444-555555555555\n")
                    .program("mkdir -p -m 700 /var/lib/thruway", 0, "")
                    .program("rm -rf -- /var/lib/thruway", 0, "")
                    .program("modprobe nvidia", 0, "")
                    .program("modprobe nvidia-uvm", 0, "")
                    .program(APT + "update", 0, "");

    private String install() {
        var boards = knowledge.gpusNamed("L40S");
        var choice = knowledge.driver(boards, "ubuntu", "24.04", KERNEL, "auto");
        return "-y --no-install-recommends install "
                + String.join(" ", ((DriverChoice.Packages) choice).packages());
    }

    private InstallDriverEffect installing(String simulated) {
        guest.program(APT + "-s " + install(), 0, simulated).program(APT + install(), 0, "");
        return new InstallDriverEffect(
                guest.shell(), knowledge, knowledge.gpusNamed("L40S"), "auto");
    }

    private RestoreGuestEffect restoring(String noted, String simulated) {
        guest.file(
                "/var/lib/thruway/before.json",
                "{\"addedPackages\":[\"" + noted + "\"],\"writtenFiles\":[]}");
        guest.program(APT + "-s purge " + noted, 0, simulated)
                .program(APT + "-y purge " + noted, 0, "");
        return new RestoreGuestEffect(guest.shell(), knowledge);
    }

    @Test
    void onlyWhatWasNotThereIsNotedAsAdded() {
        installing(
                        """
                        Inst libc6 [2.36-9] (2.36-9+deb12u1 Debian:12/stable [amd64])
                        Inst nvidia-utils-580-server (580.173.02-0ubuntu0.24.04.1 Ubuntu [amd64])
                        Conf libc6 (2.36-9+deb12u1 Debian:12/stable [amd64])
                        """)
                .act();

        assertThat(guest.content("/var/lib/thruway/before.json"))
                .contains("\"addedPackages\":[\"nvidia-utils-580-server\"]");
        assertThat(guest.ran()).contains(APT + install());
    }

    @Test
    void refusesToPushOutWhatIsInstalled() {
        var effect =
                installing(
                        """
                        Remv nvidia-utils-570 [570.1-0ubuntu1]
                        Inst nvidia-utils-580-server (580.173.02-0ubuntu0.24.04.1 Ubuntu [amd64])
                        """);

        var failed = catchThrowableOfType(StepFailed.class, effect::act);

        assertThat(failed.phrase().key()).isEqualTo("run.driver-would-remove");
        assertThat(failed.phrase().args()).containsEntry("removed", "nvidia-utils-570");
        assertThat(guest.ran()).doesNotContain(APT + install());
    }

    @Test
    void undoRemovesWhatWasNoted() {
        restoring("nvidia-utils-580", "Purg nvidia-utils-580 [580.1]\n").act();

        assertThat(guest.ran()).contains(APT + "-y purge nvidia-utils-580");
    }

    /// As after an installation that was cut off.
    @Test
    void undoSaysWhatStandsInItsWay() {
        var says =
                "E: dpkg was interrupted, you must manually run 'sudo dpkg --configure -a' to"
                        + " correct the problem.\n";
        guest.file(
                "/var/lib/thruway/before.json",
                "{\"addedPackages\":[\"nvidia-utils-580\"],\"writtenFiles\":[]}");
        guest.program(APT + "-s purge nvidia-utils-580", 100, says);

        var failed =
                catchThrowableOfType(
                        StepFailed.class, new RestoreGuestEffect(guest.shell(), knowledge)::act);

        assertThat(failed.explanation().findings())
                .extracting(f -> f.code())
                .containsExactly("packages-interrupted");
    }

    @Test
    void undoRefusesToTakeWhatNeedsIt() {
        var effect =
                restoring(
                        "libnvidia-compute-580",
                        "Purg my-solver [1.0]\nPurg libnvidia-compute-580 [580.1]\n");

        var failed = catchThrowableOfType(StepFailed.class, effect::act);

        assertThat(failed.phrase())
                .isEqualTo(Phrase.of("run.purge-would-remove", "others", "my-solver"));
        assertThat(guest.ran()).noneMatch(line -> List.of(line.split(" ")).contains("-y"));
    }
}
