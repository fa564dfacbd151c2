package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.plan.Action;
import dev.thruway.engine.run.Effect;
import java.util.List;
import java.util.random.RandomGenerator;

/// The effects inside one guest.
public final class GuestEffects {

    private final GuestShell guest;
    private final Knowledge knowledge;
    private final List<GpuModel> boards;
    private final RandomGenerator random;

    /// @param boards the GPUs that the guest is to drive
    /// @param random makes the input of the CUDA check
    public GuestEffects(
            GuestShell guest, Knowledge knowledge, List<GpuModel> boards, RandomGenerator random) {
        this.guest = guest;
        this.knowledge = knowledge;
        this.boards = List.copyOf(boards);
        this.random = random;
    }

    public Effect of(Action.InGuest action) {
        return switch (action) {
            case Action.BlacklistOpenDrivers _ -> new BlacklistEffect(guest, knowledge);
            case Action.RebootGuest _ -> new GuestRebootEffect(guest, knowledge);
            case Action.InstallDriver(var branch) ->
                    new InstallDriverEffect(guest, knowledge, boards, branch);
            case Action.ProveCuda(var when) ->
                    new CudaEffect(guest, knowledge, random, boards.size(), when);
            case Action.RestoreGuest _ -> new RestoreGuestEffect(guest, knowledge);
        };
    }
}
