package dev.thruway.cli.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownFingerprintsTest {

    private static final Peer ESXI = Peer.https("a", URI.create("https://esxi.example.com"));
    private static final String FIRST = "sha256:" + "ab".repeat(32);
    private static final String SECOND = "sha256:" + "cd".repeat(32);

    @TempDir Path folder;

    private KnownFingerprints known;

    @BeforeEach
    void open() {
        known = new KnownFingerprints(folder.resolve("deep/fingerprints"));
    }

    @Test
    void knowsNobodyAtFirst() {
        assertThat(known.of(ESXI)).isEmpty();
    }

    @Test
    void findsAMachineByItsAddressWhateverItIsCalled() {
        known.add(ESXI, FIRST, Instant.EPOCH, "a b@c");
        assertThat(known.of(Peer.https("b", URI.create("https://ESXI.example.com:443"))))
                .hasValue(FIRST);
        assertThat(known.of(Peer.https("a", URI.create("https://esxi.example.com:8443"))))
                .isEmpty();
        assertThat(known.of(Peer.ssh("a", "esxi.example.com", 443))).isEmpty();
    }

    @Test
    void theLaterOfTwoLinesCounts() {
        known.add(ESXI, FIRST, Instant.EPOCH, "a");
        known.add(ESXI, SECOND, Instant.EPOCH, "a");
        assertThat(known.of(ESXI)).hasValue(SECOND);
    }

    @Test
    void aLineThatCannotBeReadCountsAsNone() throws IOException {
        known.add(ESXI, FIRST, Instant.EPOCH, "a");
        Files.writeString(
                known.file(),
                Files.readString(known.file())
                        + "\nhttps esxi.example.com:443\nhttps esxi.example.com:443 any\n# no\n");
        assertThat(known.of(ESXI)).hasValue(FIRST);
    }

    @Test
    void aLineThatIsNoTextCountsAsNone() throws IOException {
        known.add(ESXI, FIRST, Instant.EPOCH, "a");
        Files.write(
                known.file(),
                new byte[] {(byte) 0xC3, (byte) 0x28, '\n'},
                StandardOpenOption.APPEND);
        assertThat(known.of(ESXI)).hasValue(FIRST);
    }
}
