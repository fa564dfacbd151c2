package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.Cards;
import dev.thruway.lab.guest.GuestAccount.Sudo;
import dev.thruway.lab.guest.GuestBench;
import dev.thruway.lab.guest.GuestImage;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// dpkg and apt: what is installed, how it comes and goes, and why it does not.
class PackagesTest {

    private static final String UTILS = "nvidia-utils-580-server";
    private static final String LIBRARY = "libnvidia-compute-580-server";
    private static final String VERSION = "580.173.02-0ubuntu0.24.04.1";

    private final GuestBench guest = GuestBench.with();

    @Test
    void dpkgListsWhatIsThere() {
        guest.install(UTILS);
        var list = guest.user("dpkg -l 'nvidia-*' | tail -n +6").ok();
        assertThat(list).matches("(?s)ii  nvidia-utils-580-server +" + VERSION + " +amd64 +.*\\n");
        assertThat(guest.user("dpkg -l bash nothing").err())
                .isEqualTo("dpkg-query: no packages found matching nothing\n");
        assertThat(guest.user("dpkg -l bash nothing").status()).isEqualTo(1);
    }

    @Test
    void dpkgQueryPrintsTheFieldsAskedFor() {
        assertThat(guest.user("dpkg-query -W -f='${Package} ${Status}\\n' bash").ok())
                .isEqualTo("bash install ok installed\n");
        assertThat(guest.user("dpkg-query -W -f '${db:Status-Abbrev}|${Version}\\n' sudo").ok())
                .isEqualTo("ii |1.9.15p5-3ubuntu5.24.04.1\n");
        assertThat(guest.user("dpkg-query -W bash").ok()).isEqualTo("bash\t5.2.21-2ubuntu4\n");
        var missing = guest.user("dpkg-query -W bash nvidia-utils-580");
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.out()).startsWith("bash\t");
    }

    @Test
    void dpkgKnowsTheStateOfOnePackage() {
        assertThat(guest.user("dpkg -s bash").ok())
                .startsWith("Package: bash\nStatus: install ok installed\n")
                .contains("\nVersion: 5.2.21-2ubuntu4\n");
        var missing = guest.user("dpkg -s " + UTILS);
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err())
                .startsWith("dpkg-query: package '" + UTILS + "' is not installed");
        guest.install(UTILS);
        assertThat(guest.user("dpkg -S /usr/bin/nvidia-smi").ok())
                .isEqualTo(UTILS + ": /usr/bin/nvidia-smi\n");
        assertThat(guest.user("dpkg -L " + UTILS).lines()).contains("/usr/bin/nvidia-smi");
    }

    @Test
    void installWantsListsThatAreFresh() {
        var stale = guest.root("apt-get install -y " + UTILS);
        assertThat(stale.status()).isEqualTo(100);
        assertThat(stale.err())
                .contains("404  Not Found")
                .contains("E: Unable to fetch some archives, maybe run apt-get update");
        assertThat(guest.root("apt-get update").status()).isZero();
        assertThat(guest.root("apt-get install -y " + UTILS).status()).isZero();
        assertThat(guest.user("apt-mark showauto").lines()).containsExactly(LIBRARY);
        assertThat(guest.user("apt-mark showmanual").lines()).contains(UTILS);
    }

    @Test
    void aSimulationChangesNothingAndNeedsNobody() throws InterruptedException {
        guest.root("apt-get update").ok();
        guest.os().aptLock().take("unattended-upgr", Duration.ZERO);
        var ran = guest.user("apt-get -s install " + UTILS);
        assertThat(ran.status()).isZero();
        assertThat(ran.lines())
                .contains(
                        "Inst " + UTILS + " (" + VERSION + " Ubuntu:24.04/noble-updates [amd64])",
                        "Conf " + LIBRARY + " (" + VERSION + " Ubuntu:24.04/noble-updates [amd64])",
                        "0 upgraded, 2 newly installed, 0 to remove and 0 not upgraded.");
        assertThat(guest.user("dpkg -s " + UTILS).status()).isEqualTo(1);
    }

    @Test
    void purgeTakesThePackageAndAutoremoveWhatItBrought() {
        guest.install(UTILS);
        var purged = guest.root("apt-get purge -y " + UTILS);
        assertThat(purged.ok())
                .contains("no longer required:\n  " + LIBRARY)
                .contains("Removing " + UTILS);
        assertThat(guest.user("nvidia-smi").status()).isEqualTo(127);
        assertThat(guest.user("dpkg-query -W " + LIBRARY).status()).isZero();
        guest.root("apt-get autoremove -y").ok();
        assertThat(guest.user("dpkg-query -W " + LIBRARY).status()).isEqualTo(1);
        assertThat(guest.user("ls /usr/lib/x86_64-linux-gnu/libcuda.so.1").status()).isEqualTo(2);
    }

    @Test
    void removalKeepsConfigurationUntilItIsPurged() {
        var common = "nvidia-kernel-common-580-server";
        var file = "/etc/modprobe.d/nvidia-graphics-drivers-kms.conf";
        guest.install(common);
        guest.root("apt-get remove -y " + common).ok();
        assertThat(guest.user("dpkg-query -W -f '${db:Status-Abbrev}' " + common).out())
                .isEqualTo("rc ");
        assertThat(guest.user("test -e " + file).status()).isZero();
        guest.root("apt-get purge -y 'nvidia-*'").ok();
        assertThat(guest.user("test -e " + file).status()).isEqualTo(1);
        assertThat(guest.user("dpkg -l " + common).status()).isEqualTo(1);
    }

    @Test
    void whatIsNotInTheArchiveCannotBeInstalled() {
        guest.root("apt-get update").ok();
        var ran = guest.root("apt-get install -y linux-modules-nvidia-580-6.8.0-1-generic");
        assertThat(ran.status()).isEqualTo(100);
        assertThat(ran.err())
                .isEqualTo(
                        "E: Unable to locate package linux-modules-nvidia-580-6.8.0-1-generic\n");
        var verb = guest.root("apt-get nonsense");
        assertThat(verb.status()).isEqualTo(100);
        assertThat(verb.err()).isEqualTo("E: Invalid operation nonsense\n");
    }

    @Test
    void asksBeforeItBringsMoreThanAskedFor() {
        guest.root("apt-get update").ok();
        var no = guest.root("apt-get install " + UTILS, "n\n");
        assertThat(no.status()).isEqualTo(1);
        assertThat(no.out()).endsWith("Do you want to continue? [Y/n] Abort.\n");
        assertThat(guest.root("apt-get install " + UTILS, "").status()).isEqualTo(1);
        assertThat(guest.root("apt-get install " + UTILS, "y\n").status()).isZero();
        assertThat(guest.root("apt-get -qq install make dkms").status()).isZero();
    }

    @Test
    void theLocksAreHeldByWhoeverWorks() throws InterruptedException {
        guest.root("apt-get update").ok();
        guest.os().aptLock().take("unattended-upgr", Duration.ZERO);
        var ran = guest.root("apt-get install -y " + UTILS);
        assertThat(ran.status()).isEqualTo(100);
        assertThat(ran.err())
                .containsPattern(
                        "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process"
                                + " \\d+ \\(unattended-upgr\\)\n"
                                + "E: Unable to acquire the dpkg frontend lock"
                                + " \\(/var/lib/dpkg/lock-frontend\\), is another process using"
                                + " it\\?\n");
        assertThat(guest.root("apt-get update").status()).as("another lock").isZero();
        guest.os().aptLock().release();
        assertThat(guest.root("apt-get install -y " + UTILS).status()).isZero();
    }

    @Test
    void anOrdinaryUserMayOnlyLook() {
        var ran = guest.user("apt-get install -y " + UTILS);
        assertThat(ran.status()).isEqualTo(100);
        assertThat(ran.err())
                .isEqualTo(
                        "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13:"
                                + " Permission denied)\n"
                                + "E: Unable to acquire the dpkg frontend lock"
                                + " (/var/lib/dpkg/lock-frontend), are you root?\n");
        assertThat(guest.user("apt-get update").err()).contains("/var/lib/apt/lists/lock");
        assertThat(guest.user("apt-mark hold bash").status()).isEqualTo(100);
        assertThat(guest.user("apt-cache policy bash").status()).isZero();
    }

    @Test
    void policyTellsInstalledAndCandidate() {
        assertThat(guest.user("apt-cache policy " + UTILS).lines())
                .startsWith(UTILS + ":", "  Installed: (none)", "  Candidate: " + VERSION);
        guest.install(UTILS);
        assertThat(guest.user("apt-cache policy " + UTILS).lines())
                .contains("  Installed: " + VERSION, " *** " + VERSION + " 500");
        assertThat(guest.user("apt-cache policy nothing").out()).isEmpty();
    }

    @Test
    void aHeldPackageStays() {
        guest.install(UTILS);
        assertThat(guest.root("apt-mark hold " + UTILS).out()).isEqualTo(UTILS + " set on hold.\n");
        assertThat(guest.user("apt-mark showhold").lines()).containsExactly(UTILS);
        assertThat(guest.user("dpkg -l " + UTILS).out()).contains("hi  " + UTILS);
        var ran = guest.root("apt-get install -y nvidia-utils-535-server");
        assertThat(ran.status()).isEqualTo(100);
        assertThat(ran.err()).contains("E: Held packages were changed");
        assertThat(guest.root("apt-get purge -y " + UTILS).status()).isEqualTo(100);
        guest.root("apt-mark unhold " + UTILS).ok();
        guest.root("apt-get install -y nvidia-utils-535-server").ok();
        assertThat(guest.user("dpkg-query -W " + UTILS).status()).isEqualTo(1);
    }

    @Test
    void aRunThatWasCutOffMustBeFinishedFirst() {
        guest.install(UTILS);
        var content = guest.os().packages().find(UTILS).orElseThrow();
        guest.os().packages().unpack(content.content(), content.origin());
        assertThat(guest.user("dpkg -l " + UTILS).out()).contains("iU  " + UTILS);
        var ran = guest.root("apt-get install -y make");
        assertThat(ran.status()).isEqualTo(100);
        assertThat(ran.err()).contains("you must manually run 'dpkg --configure -a'");
        guest.root("dpkg --configure -a").ok();
        guest.root("apt-get install -y make").ok();
    }

    @Test
    void anInstallationThatIsCutOffAnywhereIsFinishedByTheUsualRepair() {
        var install =
                "apt-get install -y linux-modules-nvidia-580-server-open-$(uname -r)"
                        + " nvidia-headless-no-dkms-580-server-open nvidia-utils-580-server";
        int cuts = 0;
        for (int works = 0; ; works++) {
            var cut = GuestBench.with(Cards.l40s("03:00.0"));
            cut.root("apt-get update").ok();
            if (!cut.cutOff(install, works)) {
                break;
            }
            cuts++;
            cut.root("dpkg --configure -a && " + install + " && reboot").ok();
            assertThat(cut.user("nvidia-smi -L").lines()).as("cut at %d", works).hasSize(1);
            assertThat(cut.user("dpkg -l").out()).doesNotContain("iU ");
        }
        assertThat(cuts).isGreaterThan(10);
    }

    @Test
    void ubuntuDriversInstallsAndHidesWhatWentWrong() {
        var driven = GuestBench.with(Cards.l40s("03:00.0"));
        assertThat(driven.user("ubuntu-drivers devices").out())
                .contains("modalias : pci:v000010DEd000026B9")
                .contains("driver   : nvidia-driver-580 - distro non-free recommended");
        assertThat(driven.root("ubuntu-drivers install --gpgpu").status()).as("stale").isZero();
        assertThat(driven.user("modinfo nvidia").status()).isEqualTo(1);
        driven.root("apt-get update && ubuntu-drivers install --gpgpu nvidia:580-server-open").ok();
        assertThat(driven.user("modinfo -F license nvidia").ok()).isEqualTo("Dual MIT/GPL\n");
        assertThat(driven.user("which nvidia-smi").status()).as("not part of it").isEqualTo(1);
        assertThat(driven.user("ubuntu-drivers install").status()).isEqualTo(1);
        assertThat(guest.root("ubuntu-drivers install").out())
                .isEqualTo("No drivers found for installation.\n");
    }

    @Test
    void prebuiltModulesAreSignedAndThoseOfDkmsAreNot() {
        guest.installPrebuilt("580-server");
        assertThat(guest.user("modinfo -F license nvidia").ok()).isEqualTo("NVIDIA\n");
        assertThat(guest.user("modinfo -F signer nvidia").ok()).contains("Canonical");
        assertThat(guest.user("modinfo -n nvidia").ok()).contains("/kernel/nvidia-580srv/");
        var other = GuestBench.with().install("nvidia-dkms-580-server-open");
        assertThat(other.user("modinfo -F license nvidia").ok()).isEqualTo("Dual MIT/GPL\n");
        assertThat(other.user("modinfo -F signer nvidia").ok()).isEmpty();
        assertThat(other.user("modinfo -n nvidia").ok()).contains("/updates/dkms/");
        assertThat(other.user("dkms status").ok()).startsWith("nvidia/580.173.02, 6.8.0-139");
    }

    @Test
    void anOldKernelIsUpgradedBeforeItsModulesCanBeHad() {
        var image = new GuestImage("gpu02", GuestBench.image(Sudo.WITH_PASSWORD).account(), 100);
        var old = GuestBench.with(image, Cards.l40s("03:00.0"));
        assertThat(old.user("uname -r").ok()).isEqualTo("6.8.0-100-generic\n");
        old.root("apt-get update").ok();
        var none = old.root("apt-get install -y linux-modules-nvidia-580-open-$(uname -r)");
        assertThat(none.err()).contains("E: Unable to locate package");
        assertThat(old.root("needrestart -b -k").out()).contains("NEEDRESTART-KSTA: 1");
        assertThat(old.user("apt-get -s dist-upgrade").lines())
                .anyMatch(l -> l.matches("Inst linux-generic \\[6\\.8\\.0-\\S+] \\(6\\.8\\.0-.*"))
                .anyMatch(l -> l.matches("Conf linux-generic \\(6\\.8\\.0-.*"))
                .anyMatch(l -> l.matches("Inst linux-image-6\\.8\\.0-139-generic \\(.*"));
        var upgraded = old.root("apt-get dist-upgrade -y").ok();
        assertThat(upgraded).contains("3 upgraded, 3 newly installed, 0 to remove");
        assertThat(old.user("uname -r").ok()).isEqualTo("6.8.0-100-generic\n");
        assertThat(old.root("needrestart -b -k").out()).contains("NEEDRESTART-KSTA: 3");
        old.root("reboot").ok();
        assertThat(old.user("uname -r").ok()).isEqualTo("6.8.0-139-generic\n");
        old.root("apt-get install -y linux-modules-nvidia-580-open-$(uname -r)").ok();
    }
}
