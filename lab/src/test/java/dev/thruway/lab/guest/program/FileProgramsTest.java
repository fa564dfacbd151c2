package dev.thruway.lab.guest.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.GuestBench;
import dev.thruway.lab.guest.fs.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that make, move, show and remove files, and who may.
class FileProgramsTest {

    private final GuestBench guest = GuestBench.with();

    @Test
    void installWritesContentModeAndOwner() {
        guest.root("install -m 0640 -o hpe -g video /dev/stdin /etc/thruway.conf", "text\n").ok();
        assertThat(
                        guest.root("stat -c '%a %U %G %s' /etc/thruway.conf; cat /etc/thruway.conf")
                                .out())
                .isEqualTo("640 hpe video 5\ntext\n");
        guest.root("install -d -m 700 /var/lib/thruway/deep").ok();
        assertThat(guest.root("stat -c '%a %F' /var/lib/thruway/deep").out())
                .isEqualTo("700 directory\n");
        guest.root("cd /tmp && echo a > a && echo b > b && install a b /opt && cat /opt/a /opt/b")
                .ok();
        assertThat(guest.root("install -o nonsense /tmp/a /opt/c").err())
                .isEqualTo("install: invalid user: 'nonsense'\n");
        assertThat(guest.user("install /tmp/a /etc/a").err())
                .isEqualTo("install: cannot create regular file '/etc/a': Permission denied\n");
    }

    @Test
    void movesReplaceTheTargetAtOnce() {
        guest.root("cd /tmp && echo new > a && echo old > b && mv -f -T -- a b && cat b").ok();
        assertThat(guest.root("cat /tmp/b; ls /tmp/a").out()).isEqualTo("new\n");
        guest.root("mkdir /tmp/d && mv /tmp/b /tmp/d && test -f /tmp/d/b").ok();
        assertThat(guest.root("mv -T /tmp/d/b /tmp/d").status()).isEqualTo(1);
        assertThat(guest.root("mv /tmp/none /tmp/x").err())
                .isEqualTo("mv: cannot stat '/tmp/none': No such file or directory\n");
    }

    @Test
    void copiesTreesOnlyWhereAskedTo() {
        guest.root("mkdir -p /tmp/a/b && echo x > /tmp/a/b/c && cp -r /tmp/a /tmp/z").ok();
        assertThat(guest.root("cat /tmp/z/b/c").ok()).isEqualTo("x\n");
        assertThat(guest.root("cp /tmp/a /tmp/y").err())
                .isEqualTo("cp: -r not specified; omitting directory '/tmp/a'\n");
        assertThat(guest.user("cp /etc/shadow /tmp/s").err())
                .isEqualTo("cp: cannot open '/etc/shadow' for reading: Permission denied\n");
    }

    @Test
    void removesWhatItMay() {
        guest.root("mkdir -p /tmp/a/b && touch /tmp/a/b/c").ok();
        assertThat(guest.root("rm /tmp/a").err())
                .isEqualTo("rm: cannot remove '/tmp/a': Is a directory\n");
        assertThat(guest.root("rmdir /tmp/a").err())
                .isEqualTo("rmdir: failed to remove '/tmp/a': Directory not empty\n");
        assertThat(guest.root("rmdir /tmp/a/b/c").err())
                .isEqualTo("rmdir: failed to remove '/tmp/a/b/c': Not a directory\n");
        assertThat(guest.user("rm -rf /tmp/a/b").status()).as("another's").isEqualTo(1);
        guest.root("rm -rf /tmp/a").ok();
        assertThat(guest.root("rm /tmp/a").status()).isEqualTo(1);
        assertThat(guest.root("rm -f /tmp/a").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "644, u+x, 744",
        "644, +x, 755",
        "777, go-w, 755",
        "644, 'u=rwx,go=r', 744",
        "644, o=, 640",
        "600, a+rX, 644",
        "644, 1777, 1777",
        "755, u+s, 4755",
    })
    void chmodChangesTheBitsNamed(String before, String change, String after) {
        guest.root("touch /tmp/f && chmod %s /tmp/f && chmod '%s' /tmp/f".formatted(before, change))
                .ok();
        assertThat(guest.root("stat -c %a /tmp/f").out().strip()).isEqualTo(after);
    }

    @Test
    void ownersAndModesGoDownATree() {
        guest.root("mkdir -p /tmp/a/b && touch /tmp/a/b/c").ok();
        guest.root("chown -R hpe:video /tmp/a && chmod -R go= /tmp/a").ok();
        assertThat(guest.root("stat -c '%U %G %a' /tmp/a/b/c").out()).isEqualTo("hpe video 600\n");
        assertThat(guest.root("chown nonsense /tmp/a").err())
                .isEqualTo("chown: invalid user: 'nonsense'\n");
        assertThat(guest.root("chmod zzz /tmp/a").err()).isEqualTo("chmod: invalid mode: 'zzz'\n");
        assertThat(guest.user("chmod 777 /etc/hosts").err())
                .isEqualTo(
                        "chmod: changing permissions of '/etc/hosts': Operation not permitted\n");
        assertThat(guest.user("chown hpe /etc/hosts").err())
                .isEqualTo("chown: changing ownership of '/etc/hosts': Operation not permitted\n");
    }

    @Test
    void mkdirMakesWhatIsMissing() {
        guest.root("mkdir -p -m 700 /var/lib/thruway").ok();
        assertThat(guest.root("stat -c %a /var/lib/thruway").out()).isEqualTo("700\n");
        assertThat(guest.root("mkdir /var/lib/thruway").err())
                .isEqualTo("mkdir: cannot create directory '/var/lib/thruway': File exists\n");
        assertThat(guest.user("mkdir /etc/x").err())
                .isEqualTo("mkdir: cannot create directory '/etc/x': Permission denied\n");
    }

    @Test
    void teeWritesAndPassesOn() {
        assertThat(guest.root("echo a | tee /tmp/f | wc -l; echo b | tee -a /tmp/f").ok())
                .isEqualTo("1\nb\n");
        assertThat(guest.root("cat /tmp/f").out()).isEqualTo("a\nb\n");
        var refused = guest.user("echo a | tee /etc/f");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).isEqualTo("tee: /etc/f: Permission denied\n");
        assertThat(refused.out()).isEqualTo("a\n");
    }

    @Test
    void lsShowsNamesModesAndHiddenFiles() {
        guest.root("mkdir /tmp/d && touch /tmp/d/.hidden /tmp/d/seen && ln -s seen /tmp/d/link")
                .ok();
        assertThat(guest.root("ls /tmp/d").out()).isEqualTo("link\nseen\n");
        assertThat(guest.root("ls -A /tmp/d").out()).isEqualTo(".hidden\nlink\nseen\n");
        assertThat(guest.root("ls -a /tmp/d").lines()).startsWith(".", "..", ".hidden");
        assertThat(guest.root("ls -l /tmp/d").out())
                .contains("-rw-r--r-- 1 root root")
                .contains(" link -> seen");
        assertThat(guest.root("ls -ld /tmp").out()).startsWith("drwxrwxrwt 1 root root");
        var missing = guest.root("ls /no");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo("ls: cannot access '/no': No such file or directory\n");
        assertThat(guest.user("ls /root").err())
                .isEqualTo("ls: cannot open directory '/root': Permission denied\n");
    }

    @Test
    void findSearchesByNameKindAndDepth() {
        guest.root("mkdir -p /tmp/a/b && touch /tmp/a/x.conf /tmp/a/b/y.conf /tmp/a/b/z").ok();
        assertThat(guest.root("find /tmp/a -name '*.conf'").lines())
                .containsExactly("/tmp/a/b/y.conf", "/tmp/a/x.conf");
        assertThat(guest.root("find /tmp/a -maxdepth 1 -type f").lines())
                .containsExactly("/tmp/a/x.conf");
        assertThat(guest.root("cd /tmp/a && find . -type d").lines()).containsExactly(".", "./b");
        guest.root("find /tmp/a -name 'z' -exec rm {} \\;").ok();
        guest.root("find /tmp/a -name '*.conf' -delete").ok();
        assertThat(guest.root("find /tmp/a -type f").out()).isEmpty();
        var unknown = guest.root("find /tmp -newer x");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("find: unknown predicate `-newer'\n");
    }

    @ParameterizedTest
    @CsvSource({
        "-f /etc/hosts, 0",
        "-d /etc/hosts, 1",
        "-e /no, 1",
        "-e '', 1",
        "! -e /no, 0",
        "-L /bin, 0",
        "-c /dev/null, 0",
        "-s /etc/hosts, 0",
        "-r /etc/shadow, 1",
        "-w /etc/hosts, 1",
        "-z '', 0",
        "-n x, 0",
        "a = a, 0",
        "a != a, 1",
        "1 -lt 2, 0",
        "a = a -a b = c, 1",
        "a = b -o 1 -eq 1, 0",
        "x -eq 1, 2",
        "a b, 2",
    })
    void testAnswersByItsExitCode(String expression, int status) {
        assertThat(guest.user("test " + expression).status()).as(expression).isEqualTo(status);
        assertThat(guest.user("[ " + expression + " ]").status()).as(expression).isEqualTo(status);
    }

    @Test
    void printfAndEchoFormat() {
        assertThat(guest.root("printf '%s=%d\\n' a 1 b 2").out()).isEqualTo("a=1\nb=2\n");
        assertThat(guest.root("printf '%-5s|%5s|%05d|%x\\n' a b 42 255").out())
                .isEqualTo("a    |    b|00042|ff\n");
        assertThat(guest.root("printf '%%\\n'").out()).isEqualTo("%\n");
        assertThat(guest.root("echo -n a; echo -en 'b\\tc\\n'; echo 'd\\n'").out())
                .isEqualTo("ab\tc\nd\\n\n");
    }

    @Test
    void temporaryFilesAreTheCallersOwn() {
        assertThat(guest.user("stat -c '%a %U' $(mktemp) $(mktemp -d)").out())
                .isEqualTo("600 hpe\n700 hpe\n");
        assertThat(guest.user("mktemp -p /home/hpe x.XXXXXX").out()).startsWith("/home/hpe/x.");
        assertThat(guest.user("mktemp /etc/x.XXXXXX").status()).isEqualTo(1);
    }

    @Test
    void aFullDiskIsFull() {
        guest.os().files().write(User.ROOT, "/tmp/big", new byte[(256 << 20) - 1_000_000], 0644);
        var ran = guest.root("head -c 2000000 /tmp/big > /tmp/more");
        assertThat(ran.status()).isNotZero();
        assertThat(ran.err()).contains("No space left on device");
        guest.root("rm /tmp/big /tmp/more && echo x > /tmp/small").ok();
    }
}
