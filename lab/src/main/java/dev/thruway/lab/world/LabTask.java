package dev.thruway.lab.world;

import java.time.Instant;
import java.util.Optional;

/// A task as it is at one moment.
///
/// @param key unique in its log: `haTask-1-vim.VirtualMachine.powerOn-17` on a host, `task-17` in a
///   vCenter
/// @param descriptionId `VirtualMachine.powerOn`
public record LabTask(
        String key,
        String descriptionId,
        Subject subject,
        State state,
        int progress,
        boolean cancelable,
        Optional<Refusal.Reason> error,
        TaskResult result,
        Instant queued,
        Optional<Instant> completed) {

    /// As `TaskInfoState` spells them.
    public enum State {
        RUNNING("running"),
        SUCCESS("success"),
        ERROR("error");

        private final String wire;

        State(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public boolean done() {
        return state != State.RUNNING;
    }

    LabTask withKey(String other) {
        return new LabTask(
                other,
                descriptionId,
                subject,
                state,
                progress,
                cancelable,
                error,
                result,
                queued,
                completed);
    }

    LabTask withProgress(int percent) {
        return new LabTask(
                key,
                descriptionId,
                subject,
                state,
                percent,
                cancelable,
                error,
                result,
                queued,
                completed);
    }

    LabTask succeeded(Instant at, TaskResult result) {
        return new LabTask(
                key,
                descriptionId,
                subject,
                State.SUCCESS,
                100,
                false,
                Optional.empty(),
                result,
                queued,
                Optional.of(at));
    }

    LabTask failed(Instant at, Refusal.Reason reason) {
        return new LabTask(
                key,
                descriptionId,
                subject,
                State.ERROR,
                progress,
                false,
                Optional.of(reason),
                new TaskResult.Nothing(),
                queued,
                Optional.of(at));
    }
}
