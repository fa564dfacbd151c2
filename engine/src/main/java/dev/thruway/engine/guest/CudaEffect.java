package dev.thruway.engine.guest;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.GuestObservation.CudaProof;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.cuda.CudaCheck;
import dev.thruway.guest.cuda.CudaReport;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// Runs a small kernel on every GPU and compares its result, then keeps that it did.
///
/// Running it twice is safe: it writes nothing but its own file, and where that is enough a proof
/// that stands for this boot and driver is not repeated.
public final class CudaEffect extends GuestEffect {

    private final RandomGenerator random;
    private final int wanted;
    private boolean owed;

    CudaEffect(
            GuestShell guest,
            Knowledge knowledge,
            RandomGenerator random,
            int wanted,
            Action.ProveCuda.When when) {
        super(guest, knowledge);
        this.random = random;
        this.wanted = wanted;
        this.owed = when == Action.ProveCuda.When.ANEW;
    }

    @Override
    Look look(GuestObservation seen) {
        boolean stands =
                seen.cudaProof()
                        .filter(p -> p.bootId().equals(seen.bootId()))
                        .filter(p -> seen.driver().loaded().filter(p.driver()::equals).isPresent())
                        .filter(p -> p.addresses().size() >= wanted)
                        .isPresent();
        return stands && !owed
                ? new Look.Settled(Phrase.of("run.cuda-ran"))
                : new Look.NotYet(Phrase.of("run.cuda-running"), Duration.ofSeconds(1));
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    void change() {
        note(List.of(), List.of());
        guest().putAsRoot(GuestPaths.CUDA_PROGRAM, CudaCheck.program(), 0700);
        var check = new CudaCheck(random.nextLong(0xFFFFFFFFL), CudaCheck.DEFAULT_COUNT);
        var report = check.read(guest().asRoot(check.command(GuestPaths.CUDA_PROGRAM)));
        switch (report) {
            case CudaReport.Ran ran -> keep(ran);
            case CudaReport.NoLibrary(var message) ->
                    throw new StepFailed(Phrase.of("run.cuda-no-library", "says", message));
            case CudaReport.Failed(var call, var code, var name) ->
                    throw new StepFailed(
                            Phrase.of("run.cuda-failed", "call", call, "code", code, "name", name));
        }
    }

    private void keep(CudaReport.Ran ran) {
        if (!ran.ok() || ran.gpus().size() < wanted) {
            throw new StepFailed(
                    Phrase.of("run.cuda-wrong", "present", ran.gpus().size(), "wanted", wanted));
        }
        var seen = read();
        var proof =
                new CudaProof(
                        seen.bootId(),
                        seen.driver().loaded().orElse(""),
                        ran.gpus().stream().map(CudaReport.Gpu::busId).toList());
        guest().putAsRoot(GuestPaths.CUDA_PROOF, GuestMarks.write(proof), 0600);
        owed = false;
    }
}
