package dev.thruway.cli.trust;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.Failure;
import dev.thruway.cli.GlobalOptions;
import dev.thruway.cli.Surroundings;
import dev.thruway.cli.terminal.Console;
import dev.thruway.cli.terminal.Terminal;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstContactsTest {

    private static final Peer ESXI = Peer.https("a", URI.create("https://esxi.example.com"));

    @TempDir Path folder;

    private FirstContacts contacts() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        var in = new ByteArrayInputStream(new byte[0]);
        var around =
                new Surroundings(Map.of(), folder, folder, in, nowhere, nowhere, Terminal.NONE);
        var context =
                new CommandContext(
                        around,
                        new GlobalOptions(),
                        new Console(in, nowhere, nowhere, Terminal.NONE, () -> true),
                        Words.of(Language.EN, CommandContext.class));
        return new FirstContacts(
                context,
                new KnownFingerprints(folder.resolve("fingerprints")),
                InstantSource.fixed(Instant.EPOCH),
                "a@b");
    }

    private void settle(Supplier<Presented> look) {
        contacts().settle(List.of(Contact.inFile(ESXI, "servers.a.esxi", look)));
    }

    @Test
    void aStrangerNeedsAPerson() {
        assertThatThrownBy(() -> settle(() -> new Presented.Stranger("sha256:00", List.of())))
                .isInstanceOf(Failure.class);
    }

    @Test
    void whoIsSilentOrVouchedForNeedsNone() {
        settle(Presented.Silent::new);
        settle(Presented.Vouched::new);
    }

    @Test
    void aLookThatFailsIsNotTakenForAnAcquaintance() {
        var broken = new IllegalArgumentException("no such authority");
        assertThatThrownBy(() ->
                        settle(() -> {
                            throw broken;
                        }))
                .isSameAs(broken);
    }
}
