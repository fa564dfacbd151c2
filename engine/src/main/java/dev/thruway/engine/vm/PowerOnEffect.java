package dev.thruway.engine.vm;

import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.PlacedVm;
import dev.thruway.engine.guest.GuestShell;
import dev.thruway.engine.run.AnswerLost;
import dev.thruway.engine.run.Effect;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.vsphere.client.TaskProgress;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.NoCompatibleHost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Powers a VM on, and is done only when it is still on after the settle time and, where there is a
/// guest, the guest answers. The task's own success proves nothing: with a window that is too small
/// the VM is off again seconds later (Broadcom KB 323402).
///
/// A question of the VM is shown and never answered: only a person knows whether files were moved
/// or copied.
///
/// Running it twice is safe: a VM that is on is not powered on.
public final class PowerOnEffect implements Effect {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final PlacedVm vm;
    private final PowerOnCall call;
    private final Optional<GuestShell> guest;
    private final Duration settle;
    private final Clock clock;
    private final PowerOnFailure failure;

    /// When that was heard, or first seen where the answer was lost.
    private @Nullable Instant poweredOnAt;

    public PowerOnEffect(
            PlacedVm vm,
            PowerOnCall call,
            Optional<GuestShell> guest,
            Duration settle,
            Clock clock,
            PowerOnFailure failure) {
        this.vm = vm;
        this.call = call;
        this.guest = guest;
        this.settle = settle;
        this.clock = clock;
        this.failure = failure;
    }

    @Override
    public Look look() {
        try {
            var state = reader().running();
            if (state.question().isPresent()) {
                return new Look.Waits(asks(state.question().get()));
            }
            if (state.power() != VmState.Power.ON) {
                return poweredOnAt == null
                        ? new Look.NotYet(Phrase.of("run.vm-is-off"), AGAIN)
                        : new Look.Wrong(failure.explain(Phrase.of("run.vm-went-off"), List.of()));
            }
            return on(state);
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    private Look on(VmReader.Running state) {
        var since = poweredOnAt == null ? clock.now() : poweredOnAt;
        poweredOnAt = since;
        if (clock.now().isBefore(since.plus(settle))) {
            return new Look.Staying(Phrase.of("run.vm-settling"), AGAIN);
        }
        return guest.map(g -> answers(g, state)).orElseGet(() -> new Look.Settled(isOn()));
    }

    private Phrase isOn() {
        return call.on(reader());
    }

    private VmReader reader() {
        return new VmReader(vm.host(), vm.vm());
    }

    private Look answers(GuestShell guest, VmReader.Running state) {
        try {
            guest.client().bootId();
            return new Look.Settled(Phrase.of("run.guest-answers", "on", isOn()));
        } catch (GuestException e) {
            return switch (e.fault()) {
                case GuestFault.Unreachable _, GuestFault.TimedOut _ ->
                        new Look.Staying(
                                Phrase.of(
                                        state.toolsRunning()
                                                ? "run.guest-ssh-silent"
                                                : "run.guest-booting"),
                                AGAIN);
                case GuestFault.UntrustedHostKey(_, _, var expected) ->
                        expected.isEmpty()
                                ? new Look.Waits(Causes.of(e))
                                : new Look.Wrong(Causes.of(e));
                case GuestFault.NotAuthenticated _, GuestFault.Rejected _, GuestFault.Malformed _ ->
                        new Look.Wrong(Causes.of(e));
            };
        }
    }

    @Override
    public void act() {
        try {
            FreeVm.run(clock, () -> call.powerOn(new Listening()));
            poweredOnAt = clock.now();
        } catch (VsphereException e) {
            throw Causes.ofChange(e) instanceof AnswerLost lost ? lost : refused(e);
        }
    }

    /// Where no host was found for it, nothing was tried, and no log says why.
    private StepFailed refused(VsphereException e) {
        return switch (e.fault()) {
            case VsphereFault.Rejected(_, var says, var hosts, NoCompatibleHost _) ->
                    new StepFailed(
                            Phrase.of(
                                    "run.no-compatible-host",
                                    "says",
                                    says,
                                    "hosts",
                                    hosts.isEmpty() ? "-" : String.join(" ", hosts)));
            default -> new StepFailed(failure.explain(Causes.of(e), said(e.fault())));
        };
    }

    private static Phrase asks(String question) {
        return Phrase.of("condition.vm-asks", "question", question);
    }

    /// A VM that asks something does not start before a person has answered.
    private final class Listening implements TaskProgress {

        @Override
        public void at(int percent) {}

        @Override
        public void quiet() {
            reader().running()
                    .question()
                    .ifPresent(question -> {
                        throw new AnswerLost(asks(question));
                    });
        }
    }

    private static List<String> said(VsphereFault fault) {
        return switch (fault) {
            case VsphereFault.Rejected(_, var message, var details, _) ->
                    Stream.concat(Stream.of(message), details.stream()).toList();
            case VsphereFault.Unreachable _,
                    VsphereFault.UntrustedCertificate _,
                    VsphereFault.NotAuthenticated _,
                    VsphereFault.LoginForbidden _,
                    VsphereFault.Malformed _,
                    VsphereFault.TimedOut _ ->
                    List.of();
        };
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }
}
