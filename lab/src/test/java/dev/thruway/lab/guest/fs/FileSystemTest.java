package dev.thruway.lab.guest.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Paths, permissions and contents, as Linux has them.
class FileSystemTest {

    private static final User HPE = new User("hpe", 1000, 1000, Set.of(1000, 44));
    private static final User OTHER = new User("other", 1001, 1001, Set.of(1001));

    private final FileSystem files =
            new FileSystem(InstantSource.fixed(Instant.parse("2026-11-22T09:00:00Z")));

    private static void assertFails(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        FileException.class, e -> assertThat(e.errno()).isEqualTo(errno));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void followsLinksInAPathAndAtItsEnd() {
        files.makeDirectories(User.ROOT, "/usr/bin");
        files.link(User.ROOT, "/bin", "usr/bin");
        files.write(User.ROOT, "/bin/ls", "ls", 0755);
        files.link(User.ROOT, "/usr/bin/dir", "./../bin/ls");
        assertThat(files.readText(User.ROOT, "/usr/bin/../../bin/dir")).isEqualTo("ls");
        assertThat(files.realPath(User.ROOT, "/bin/dir")).isEqualTo("/usr/bin/ls");
        assertThat(files.lstat(User.ROOT, "/bin/dir").linkTarget()).isEqualTo("./../bin/ls");
        files.link(User.ROOT, "/a", "b");
        files.link(User.ROOT, "/b", "a");
        assertFails(Errno.ELOOP, () -> files.read(User.ROOT, "/a"));
        assertFails(Errno.ENOTDIR, () -> files.read(User.ROOT, "/bin/ls/x"));
        assertFails(Errno.ENOENT, () -> files.read(User.ROOT, "/none/x"));
    }

    @Test
    void asksOwnerGroupAndOthersInThatOrder() {
        files.write(User.ROOT, "/f", "x", 0640);
        files.changeOwner(User.ROOT, "/f", 1000, 44);
        assertThat(files.readText(HPE, "/f")).isEqualTo("x");
        assertFails(Errno.EACCES, () -> files.read(OTHER, "/f"));
        files.changeMode(HPE, "/f", 0077);
        assertFails(Errno.EACCES, () -> files.read(HPE, "/f"));
        assertThat(files.readText(OTHER, "/f")).isEqualTo("x");
        assertFails(Errno.EPERM, () -> files.changeMode(OTHER, "/f", 0777));
        assertFails(Errno.EPERM, () -> files.changeOwner(HPE, "/f", 1001, 1001));
        assertThat(files.mayExecute(User.ROOT, "/f")).isTrue();
        files.changeMode(User.ROOT, "/f", 0600);
        assertThat(files.mayExecute(User.ROOT, "/f")).isFalse();
    }

    @Test
    void aFolderIsSearchedListedAndWrittenByRightsOfItsOwn() {
        files.makeDirectory(User.ROOT, "/d", 0711);
        files.write(User.ROOT, "/d/f", "x", 0644);
        assertThat(files.readText(HPE, "/d/f")).isEqualTo("x");
        assertFails(Errno.EACCES, () -> files.list(HPE, "/d"));
        assertFails(Errno.EACCES, () -> files.write(HPE, "/d/g", "x", 0644));
        assertFails(Errno.EACCES, () -> files.remove(HPE, "/d/f"));
        files.changeMode(User.ROOT, "/d", 0700);
        assertFails(Errno.EACCES, () -> files.read(HPE, "/d/f"));
        assertThat(files.exists(HPE, "/d/f")).isFalse();
    }

    @Test
    void inAStickyFolderOneRemovesOnlyOnesOwn() {
        files.makeDirectory(User.ROOT, "/tmp", 01777);
        files.write(HPE, "/tmp/mine", "x", 0666);
        assertFails(Errno.EPERM, () -> files.remove(OTHER, "/tmp/mine"));
        assertFails(Errno.EPERM, () -> files.rename(OTHER, "/tmp/mine", "/tmp/stolen"));
        files.remove(HPE, "/tmp/mine");
        assertThat(files.list(HPE, "/tmp")).isEmpty();
    }

    @Test
    void renamesReplaceFilesAndNothingElse() {
        files.write(User.ROOT, "/a", "a", 0644);
        files.write(User.ROOT, "/b", "b", 0644);
        files.rename(User.ROOT, "/a", "/b");
        assertThat(files.readText(User.ROOT, "/b")).isEqualTo("a");
        assertThat(files.exists(User.ROOT, "/a")).isFalse();
        files.makeDirectories(User.ROOT, "/d/e");
        assertFails(Errno.EISDIR, () -> files.rename(User.ROOT, "/b", "/d"));
        assertFails(Errno.ENOTDIR, () -> files.rename(User.ROOT, "/d", "/b"));
        assertFails(Errno.EINVAL, () -> files.rename(User.ROOT, "/d", "/d/e/f"));
        assertFails(Errno.ENOENT, () -> files.rename(User.ROOT, "/none", "/x"));
        files.makeDirectory(User.ROOT, "/empty", 0755);
        files.rename(User.ROOT, "/d/e", "/empty");
        assertThat(files.list(User.ROOT, "/d")).isEmpty();
    }

    @Test
    void filesAndFoldersAreRemovedByCallsOfTheirOwn() {
        files.makeDirectories(User.ROOT, "/d/e");
        files.write(User.ROOT, "/f", "x", 0644);
        assertFails(Errno.ENOTEMPTY, () -> files.removeDirectory(User.ROOT, "/d"));
        assertFails(Errno.EISDIR, () -> files.removeFile(User.ROOT, "/d/e"));
        assertFails(Errno.ENOTDIR, () -> files.removeDirectory(User.ROOT, "/f"));
        files.removeTree(User.ROOT, "/d");
        files.removeFile(User.ROOT, "/f");
        assertThat(files.list(User.ROOT, "/")).isEmpty();
    }

    @Test
    void readsAndWritesPieces() {
        files.write(User.ROOT, "/f", "0123456789", 0644);
        files.writeAt(User.ROOT, "/f", 8, bytes("abc"));
        files.writeAt(User.ROOT, "/f", 13, bytes("z"));
        assertThat(files.readText(User.ROOT, "/f")).isEqualTo("01234567abc\0\0z");
        assertThat(files.readAt(User.ROOT, "/f", 2, 3)).isEqualTo(bytes("234"));
        assertThat(files.readAt(User.ROOT, "/f", 12, 100)).isEqualTo(bytes("\0z"));
        assertThat(files.readAt(User.ROOT, "/f", 99, 1)).isEmpty();
        files.resize(User.ROOT, "/f", 3);
        files.resize(User.ROOT, "/f", 5);
        assertThat(files.readText(User.ROOT, "/f")).isEqualTo("012\0\0");
        files.append(User.ROOT, "/f", bytes("!"));
        assertThat(files.readText(User.ROOT, "/f")).isEqualTo("012\0\0!");
    }

    @Test
    void appendingNeedsNoRightToRead() {
        files.write(User.ROOT, "/log", "a", 0622);
        files.append(HPE, "/log", bytes("b"));
        assertThat(files.readText(User.ROOT, "/log")).isEqualTo("ab");
        assertFails(Errno.EACCES, () -> files.read(HPE, "/log"));
    }

    @Test
    void whatIsReadIsACopy() {
        files.write(User.ROOT, "/f", "abc", 0644);
        files.read(User.ROOT, "/f")[0] = 'x';
        assertThat(files.readText(User.ROOT, "/f")).isEqualTo("abc");
    }

    @Test
    void theDiskHasAnEndAndFreesWhatIsRemoved() {
        var half = new byte[130 << 20];
        files.write(User.ROOT, "/a", half, 0644);
        assertFails(Errno.ENOSPC, () -> files.write(User.ROOT, "/b", half, 0644));
        assertThat(files.exists(User.ROOT, "/b")).isFalse();
        files.remove(User.ROOT, "/a");
        files.write(User.ROOT, "/b", half, 0644);
        files.write(User.ROOT, "/b", "small", 0644);
        files.write(User.ROOT, "/c", half, 0644);
        files.rename(User.ROOT, "/b", "/c");
        files.write(User.ROOT, "/d", half, 0644);
        assertFails(Errno.ENOSPC, () -> files.writeAt(User.ROOT, "/d", 1L << 40, new byte[1]));
    }

    @Test
    void generatedFilesAndDevicesKeepNothing() {
        files.generate("/proc/version", 0444, () -> "6.8\n");
        files.makeDevice("/dev/null", 0666, 1, 3);
        assertFails(Errno.EACCES, () -> files.write(User.ROOT, "/proc/version", "x", 0644));
        files.write(HPE, "/dev/null", "x", 0644);
        files.append(HPE, "/dev/null", bytes("x"));
        assertThat(files.read(HPE, "/dev/null")).isEmpty();
        assertThat(files.readAt(HPE, "/proc/version", 2, 10)).isEqualTo(bytes("8\n"));
        assertThat(files.stat(HPE, "/dev/null").permissions()).isEqualTo("crw-rw-rw-");
    }
}
