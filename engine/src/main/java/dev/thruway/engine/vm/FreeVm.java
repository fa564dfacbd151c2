package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Clock;
import dev.thruway.engine.run.Permitted;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.TaskInProgress;
import java.time.Duration;

/// Waits until no other task runs on a VM. Somebody else's backup or reconfiguration takes minutes
/// at most, and the server does nothing of ours meanwhile.
final class FreeVm {

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private FreeVm() {}

    /// Starts a task, again and again while the server says that another one is running. Throws
    /// what the task throws, [StepFailed] where the VM does not become free.
    static void run(Clock clock, Runnable task) {
        var deadline = clock.now().plus(LIMIT);
        while (true) {
            Permitted.requireStill();
            try {
                task.run();
                return;
            } catch (VsphereException e) {
                if (!(e.fault() instanceof VsphereFault.Rejected(_, _, _, TaskInProgress _))) {
                    throw e;
                }
            }
            if (!clock.now().isBefore(deadline) || interrupted(clock)) {
                throw new StepFailed(Phrase.of("run.vm-busy", "seconds", LIMIT.toSeconds()));
            }
        }
    }

    private static boolean interrupted(Clock clock) {
        try {
            clock.sleep(AGAIN);
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
