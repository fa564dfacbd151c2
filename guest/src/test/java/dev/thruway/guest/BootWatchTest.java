package dev.thruway.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.guest.BootWatch.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class BootWatchTest {

    private static final String OLD = "11111111-1111-1111-1111-111111111111";
    private static final String NEW = "22222222-2222-2222-2222-222222222222";
    private static final GuestFault GONE = new GuestFault.Unreachable("refused");

    private Instant now = Instant.EPOCH;

    @Test
    void waitsThroughTheOldBootAndTheSilence() throws Exception {
        assertThat(await(OLD, OLD, GONE, GONE, NEW)).isEqualTo(new Outcome.Rebooted(NEW));
        assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(20));
    }

    @Test
    void saysThatItNeverWentDown() throws Exception {
        assertThat(await(OLD)).isEqualTo(new Outcome.SameBoot(OLD));
    }

    @Test
    void saysWhyItIsNotBack() throws Exception {
        assertThat(await(OLD, GONE)).isEqualTo(new Outcome.NotBack(GONE));
    }

    @Test
    void doesNotWaitForAChangedHostKey() {
        var fault = new GuestFault.UntrustedHostKey("SHA256:x", "ssh-ed25519", Optional.empty());
        assertThatThrownBy(() -> await(GONE, fault))
                .isInstanceOfSatisfying(
                        GuestException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }

    private Outcome await(Object... answers) throws InterruptedException {
        var watch = new BootWatch(() -> now, pause -> now = now.plus(pause));
        return watch.await(
                new Answering(new ArrayDeque<>(List.of(answers))),
                OLD,
                Duration.ofSeconds(5),
                Duration.ofMinutes(1));
    }

    /// Gives the answers in turn, the last one for ever.
    private record Answering(Queue<Object> answers) implements GuestClient {

        @Override
        public ExecResult run(Command command) {
            var answer = answers.size() > 1 ? answers.remove() : answers.element();
            if (answer instanceof GuestFault fault) {
                throw new GuestException("cat", fault);
            }
            var stdout = new ExecResult.Output(Bytes.utf8(answer + "\n"), false);
            var stderr = new ExecResult.Output(Bytes.NONE, false);
            return new ExecResult(new ExecResult.Exit.Code(0), stdout, stderr);
        }

        @Override
        public void put(String path, Bytes content, int mode, Elevation elevation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Bytes> get(String path, int limit, Elevation elevation) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }
}
