package dev.thruway.engine.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.engine.Clock;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.TaskInProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FreeVmTest {

    private final Steps clock = new Steps();
    private int tries;

    /// Sleeps in no time.
    private static final class Steps implements Clock {

        private Instant now = Instant.parse("2026-03-01T02:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    }

    private static VsphereException busy() {
        return new VsphereException(
                "PowerOnVM_Task",
                new VsphereFault.Rejected(
                        "TaskInProgress",
                        "Another task is already in progress.",
                        List.of(),
                        new TaskInProgress(null, List.of(), null)));
    }

    @Test
    void aTaskIsStartedAgainUntilTheVmIsFree() {
        FreeVm.run(
                clock,
                () -> {
                    if (++tries < 4) {
                        throw busy();
                    }
                });
        assertThat(tries).isEqualTo(4);
    }

    @Test
    void aVmThatDoesNotBecomeFreeIsGivenUp() {
        var began = clock.now();
        var failed =
                catchThrowableOfType(
                        StepFailed.class,
                        () ->
                                FreeVm.run(
                                        clock,
                                        () -> {
                                            throw busy();
                                        }));
        assertThat(failed.phrase().key()).isEqualTo("run.vm-busy");
        assertThat(Duration.between(began, clock.now())).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void anotherFaultIsNotWaitedFor() {
        var other = new VsphereException("x", new VsphereFault.Unreachable("gone"));
        assertThatThrownBy(() ->
                        FreeVm.run(
                                clock,
                                () -> {
                                    tries++;
                                    throw other;
                                }))
                .isSameAs(other);
        assertThat(tries).isEqualTo(1);
    }
}
