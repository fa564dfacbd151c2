package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one guest needs. Where the guest cannot be asked yet, because its VM is off or is about to
/// be, every step that the journey may need is planned; each looks again before it acts.
final class GuestSteps {

    private static final String BLACKLIST = "/etc/modprobe.d/thruway-nouveau.conf";

    private final Context context;
    private final String name;
    private final Target target;
    private final Map<ConditionId, Condition> conditions;
    private final Foresight foresight;
    private final List<Step> steps = new ArrayList<>();

    /// Whether what the guest says now will still be so when its steps run.
    enum Foresight {
        AS_SEEN,
        RESTARTED_BEFORE
    }

    private GuestSteps(
            Context context, String name, List<Condition> conditions, Foresight foresight) {
        this.context = context;
        this.name = name;
        this.target = Target.vm(name);
        this.conditions =
                conditions.stream().collect(Collectors.toMap(Condition::id, c -> c, (a, _) -> a));
        this.foresight = foresight;
    }

    static List<Step> of(
            Context context, String name, List<Condition> conditions, Foresight foresight) {
        var guest = context.vmSpec(name).guest();
        if (guest.isEmpty() || conditions.isEmpty()) {
            return List.of();
        }
        var it = new GuestSteps(context, name, conditions, foresight);
        it.all(guest.get());
        return it.steps;
    }

    /// A driver that the file wants, and that nothing here can install: the card is of another
    /// maker, known for sizing only.
    static Optional<Blocker> blocker(Context context, String name) {
        var boards =
                context.cards().of(name).stream()
                        .filter(card -> card.model().map(GpuModel::sizingOnly).orElse(false))
                        .map(Card::name)
                        .distinct()
                        .collect(Collectors.joining(", "));
        boolean wanted = context.vmSpec(name).guest().filter(GuestSteps::managesDriver).isPresent();
        return wanted && !boards.isEmpty()
                ? Optional.of(
                        new Blocker(
                                Target.vm(name),
                                Phrase.of(
                                        "blocker.driver-of-another-maker",
                                        "vm",
                                        name,
                                        "boards",
                                        boards)))
                : Optional.empty();
    }

    private static boolean managesDriver(Guest guest) {
        return !(guest.driver() instanceof Driver.None);
    }

    private void all(Guest guest) {
        if (managesDriver(guest)) {
            blacklist();
            reboot();
            driver(guest.driver());
        }
        cuda();
    }

    private Optional<Steps> open(ConditionId id) {
        var condition = Optional.ofNullable(conditions.get(id));
        return condition.filter(c -> !c.holds()).map(c -> new Steps(target, why(c)));
    }

    /// That the VM is off is no reason to install a driver: that nobody has looked yet is.
    private static Phrase why(Condition condition) {
        return condition.message().key().equals("condition.vm-off")
                ? Phrase.of("condition.guest-not-seen-yet")
                : condition.message();
    }

    private Optional<GuestObservation> seen() {
        return context.vm(name).flatMap(v -> v.guest()).flatMap(o -> o.known());
    }

    private void blacklist() {
        open(ConditionId.GUEST_NOUVEAU_OFF)
                .ifPresent(make ->
                        steps.add(
                                make.change(
                                        new Action.BlacklistOpenDrivers(),
                                        "",
                                        Change.add(BLACKLIST, "nouveau, nova"))));
    }

    private void reboot() {
        boolean held = seen().map(g -> !g.openDrivers().loaded().isEmpty()).orElse(false);
        boolean mayBeHeld =
                seen().isEmpty()
                        || (foresight == Foresight.RESTARTED_BEFORE
                                && open(ConditionId.GUEST_NOUVEAU_OFF).isPresent());
        if (held || mayBeHeld) {
            var why =
                    open(ConditionId.GUEST_NOUVEAU_OFF)
                            .map(Steps::why)
                            .orElse(Phrase.of("condition.guest-not-seen-yet"));
            steps.add(
                    new Steps(target, why)
                            .interrupting(
                                    new Action.RebootGuest(),
                                    new Change(
                                            "/proc/sys/kernel/random/boot_id",
                                            seen().map(GuestObservation::bootId),
                                            Optional.empty()),
                                    List.of(
                                            Interrupt.of(
                                                    target,
                                                    Phrase.of("interrupt.guest-reboot", "vm", name),
                                                    Estimates.GUEST_REBOOT)),
                                    Approval.VM_POWER_OFF));
        }
    }

    private void driver(Driver driver) {
        var branch =
                switch (driver) {
                    case Driver.Branch(int number) -> Integer.toString(number);
                    case Driver.Auto _, Driver.None _ -> "auto";
                };
        open(ConditionId.GUEST_DRIVER_INSTALLED)
                .or(() -> open(ConditionId.GUEST_NVIDIA_SMI))
                .ifPresent(make ->
                        steps.add(
                                make.change(
                                        new Action.InstallDriver(branch),
                                        "",
                                        new Change(
                                                "dpkg: nvidia",
                                                seen().flatMap(g -> g.driver().installed()),
                                                Optional.of(branch)))));
    }

    /// The proof that was asked for, whatever was proved before.
    static Step proofAnew(String vm) {
        var make = new Steps(Target.vm(vm), Phrase.of("condition.verify-asked"));
        return proof(make, Action.ProveCuda.When.ANEW);
    }

    private static Step proof(Steps make, Action.ProveCuda.When when) {
        return make.change(
                new Action.ProveCuda(when), "", Change.add("/var/lib/thruway/cuda.json", "ok"));
    }

    private void cuda() {
        if (!conditions.containsKey(ConditionId.GUEST_CUDA)) {
            return;
        }
        open(ConditionId.GUEST_CUDA)
                .or(() ->
                        foresight == Foresight.RESTARTED_BEFORE
                                ? Optional.of(
                                        new Steps(target, Phrase.of("condition.cuda-proof-old")))
                                : Optional.empty())
                .ifPresent(make -> steps.add(proof(make, Action.ProveCuda.When.WHERE_NONE_STANDS)));
    }
}
