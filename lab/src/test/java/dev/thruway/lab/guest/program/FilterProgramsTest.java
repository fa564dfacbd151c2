package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.GuestBench;
import dev.thruway.lab.guest.fs.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Filters, in the options that scripts use; GNU's answers stand beside them.
class FilterProgramsTest {

    private static final String TEXT = "alpha 1\nbeta 22\ngamma 3\nbeta 22\n";

    private final GuestBench guest = GuestBench.with();

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "grep beta § beta 22|beta 22",
                "grep -c beta § 2",
                "grep -n gamma § 3:gamma 3",
                "grep -v beta § alpha 1|gamma 3",
                "grep -m 1 beta § beta 22",
                "grep -o '[0-9][0-9]*' § 1|22|3|22",
                "grep -E '^(alpha|gamma)' § alpha 1|gamma 3",
                "grep '^\\(alpha\\|gamma\\)' § alpha 1|gamma 3",
                "grep -F 'a 1' § alpha 1",
                "grep -ix 'GAMMA 3' § gamma 3",
                "grep -w 2 § ``",
                "grep '[[:digit:]]\\{2\\}' § beta 22|beta 22",
                "grep -A1 alpha § alpha 1|beta 22",
                "grep -B1 -n gamma § 2-beta 22|3:gamma 3",
                "sed 's/a/A/' § Alpha 1|betA 22|gAmma 3|betA 22",
                "sed 's/a/A/2' § alphA 1|beta 22|gammA 3|beta 22",
                "sed 's/[a-z]* \\([0-9]*\\)/<\\1&>/g' § <1alpha 1>|<22beta 22>|<3gamma 3>|<22beta"
                        + " 22>",
                "sed -E 's#([a-z]+) ([0-9]+)#\\2-\\1#' § 1-alpha|22-beta|3-gamma|22-beta",
                "sed -n 's/^beta //p' § 22|22",
                "sed -n '2,3p' § beta 22|gamma 3",
                "sed '/beta/d' § alpha 1|gamma 3",
                "sed '/beta/!d' § beta 22|beta 22",
                "sed -n '/alpha/,/gamma/p' § alpha 1|beta 22|gamma 3",
                "sed -e '1d' -e '$d' § beta 22|gamma 3",
                "sed '1i\\first' § first|alpha 1|beta 22|gamma 3|beta 22",
                "sed '$a last' § alpha 1|beta 22|gamma 3|beta 22|last",
                "sed 2q § alpha 1|beta 22",
                "sed 's/1/a\\/b/; s/22/$HOME/' § alpha a/b|beta $HOME|gamma 3|beta $HOME",
                "head -n 1 § alpha 1",
                "head -1 § alpha 1",
                "head -n -3 § alpha 1",
                "head -c 5 § alpha",
                "tail -n 1 § beta 22",
                "tail -n +4 § beta 22",
                "tail -c 3 § 22",
                "wc -l § 4",
                "wc -c § 32",
                "wc § 4 8 32",
                "sort § alpha 1|beta 22|beta 22|gamma 3",
                "sort -u § alpha 1|beta 22|gamma 3",
                "sort -r § gamma 3|beta 22|beta 22|alpha 1",
                "sort -k2 -n § alpha 1|gamma 3|beta 22|beta 22",
                "sort -k2,2nr § beta 22|beta 22|gamma 3|alpha 1",
                "sort | uniq -c § 1 alpha 1|      2 beta 22|      1 gamma 3",
                "sort | uniq -d § beta 22",
                "cut -d ' ' -f 2 § 1|22|3|22",
                "cut -d' ' -f2,1 § alpha 1|beta 22|gamma 3|beta 22",
                "cut -d: -f2 § alpha 1|beta 22|gamma 3|beta 22",
                "cut -c 1-2,5 § ala|be |gaa|be",
                "tr a-z A-Z § ALPHA 1|BETA 22|GAMMA 3|BETA 22",
                "tr -d '\\n' § alpha 1beta 22gamma 3beta 22",
                "tr -cd '0-9\\n' § 1|22|3|22",
                "tr -s 'm2' § alpha 1|beta 2|gama 3|beta 2",
                "awk '{print $2}' § 1|22|3|22",
                "awk '/gamma/ {print $2, $1}' § 3 gamma",
                "xargs echo § alpha 1 beta 22 gamma 3 beta 22",
                "xargs -n 2 echo x § x alpha 1|x beta 22|x gamma 3|x beta 22",
                "xargs -I{} echo '<{}>' § <alpha>|<1>|<beta>|<22>|<gamma>|<3>|<beta>|<22>",
            })
    void answersAsGnuDoes(String command, String lines) {
        assertThat(guest.root(command, TEXT).out().strip().replace("\n", "|"))
                .as(command)
                .isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "grep x /no § 2 § grep: /no: No such file or directory",
                "grep x /etc/shadow § 2 § grep: /etc/shadow: Permission denied",
                "grep x /etc § 2 § grep: /etc: Is a directory",
                "grep '[' /etc/hosts § 2 § grep: Unmatched [, [^, [:, [., or [=",
                "head /no § 1 § head: cannot open '/no' for reading: No such file or directory",
                "tail -n x § 1 § tail: invalid number of lines: 'x'",
                "sort /no § 2 § sort: cannot read: /no: No such file or directory",
                "sed p /no § 2 § sed: can't read /no: No such file or directory",
                "sed z § 1 § sed: -e expression #1, char 1: unknown command: `z'",
                "wc -l /no § 1 § wc: /no: No such file or directory",
                "cut -f x § 1 § cut: invalid field value 'x'",
                "cut -d, § 1 § cut: you must specify a list of bytes, characters, or fields",
                "sha256sum /no § 1 § sha256sum: /no: No such file or directory",
                "cat /etc § 1 § cat: /etc: Is a directory",
            })
    void complainsAsGnuDoes(String command, int status, String complaint) {
        var ran = guest.user(command);
        assertThat(ran.err().strip()).as(command).isEqualTo(complaint);
        assertThat(ran.status()).isEqualTo(status);
    }

    @Test
    void grepFindsNothingWithOne() {
        assertThat(guest.root("grep -q beta", TEXT).status()).isZero();
        assertThat(guest.root("grep -q beta", TEXT).out()).isEmpty();
        assertThat(guest.root("grep delta", TEXT).status()).isEqualTo(1);
        assertThat(guest.root("grep -rl blacklist /etc/modprobe.d").out())
                .isEqualTo("/etc/modprobe.d/blacklist-framebuffer.conf\n");
        assertThat(guest.root("grep -s x /no").err()).isEmpty();
    }

    @Test
    void readsTheReadableFilesBesideTheMissing() {
        var ran = guest.root("cat /etc/hostname /no");
        assertThat(ran.out()).isEqualTo("gpu02\n");
        assertThat(ran.status()).isEqualTo(1);
        assertThat(guest.root("wc -l /etc/hosts /etc/hostname").out())
                .isEqualTo("2 /etc/hosts\n1 /etc/hostname\n3 total\n");
        assertThat(guest.root("head -n1 /etc/hosts /etc/hostname").out())
                .isEqualTo(
                        """
                        ==> /etc/hosts <==
                        127.0.0.1 localhost

                        ==> /etc/hostname <==
                        gpu02
                        """);
    }

    @Test
    void sedEditsInPlaceAndKeepsTheMode() {
        guest.root("echo a=1 > /tmp/f && chmod 600 /tmp/f && sed -i 's/1/2/' /tmp/f").ok();
        assertThat(guest.root("cat /tmp/f; stat -c %a /tmp/f").out()).isEqualTo("a=2\n600\n");
        assertThat(guest.user("sed -i 's/gpu/x/' /etc/hostname").status()).isEqualTo(4);
        assertThat(guest.root("sed -i s/a/b/ /no").status()).isEqualTo(2);
    }

    @Test
    void sumsAreTakenAndChecked() {
        assertThat(guest.root("printf abc | sha256sum").out())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  -\n");
        guest.root("cd /tmp && echo x > f && sha256sum f > sums && sha256sum -c sums").ok();
        var changed = guest.root("cd /tmp && echo y > f && sha256sum -c sums");
        assertThat(changed.status()).isEqualTo(1);
        assertThat(changed.out()).isEqualTo("f: FAILED\n");
    }

    @Test
    void bytesThatAreNoTextStayWhatTheyAre() {
        guest.os()
                .files()
                .write(
                        User.ROOT,
                        "/tmp/binary",
                        new byte[] {(byte) 0xff, 0, (byte) 0xfe, 10},
                        0644);
        assertThat(guest.root("wc -c < /tmp/binary").out()).isEqualTo("4\n");
        assertThat(guest.root("head -c 3 /tmp/binary | wc -c").out()).isEqualTo("3\n");
        assertThat(guest.root("cat /tmp/binary > /tmp/copy; diff /tmp/binary /tmp/copy").status())
                .isZero();
        assertThat(guest.root("sha256sum < /tmp/binary").out())
                .isEqualTo(guest.root("sha256sum < /tmp/copy").out());
    }

    @Test
    void versionsAreSortedAsVersions() {
        assertThat(guest.root("printf '6.8.0-100\\n6.8.0-9\\n6.10.0-1\\n' | sort -V").out())
                .isEqualTo("6.8.0-9\n6.8.0-100\n6.10.0-1\n");
    }
}
