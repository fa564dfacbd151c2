package dev.thruway.domain.check;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.plan.Blocker;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What the plan itself says stops the journey: its blockers, the BMC's conditions, and a policy
/// that forbids what the plan needs.
final class PlanChecks {

    private final Spec spec;
    private final Observation seen;
    private final Plan plan;
    private final List<CheckFinding> found = new ArrayList<>();

    private PlanChecks(Spec spec, Observation seen, Plan plan) {
        this.spec = spec;
        this.seen = seen;
        this.plan = plan;
    }

    static List<CheckFinding> of(Spec spec, Observation seen, Plan plan) {
        var checks = new PlanChecks(spec, seen, plan);
        plan.conditions().forEach(c -> checks.condition(c).ifPresent(checks.found::add));
        plan.blockers().forEach(checks::blocker);
        plan.steps().forEach(s -> checks.approval(s).ifPresent(checks.found::add));
        return checks.found.stream().distinct().toList();
    }

    /// A wrong BIOS is among the blockers.
    private Optional<CheckFinding> condition(Condition condition) {
        var target = condition.target();
        return switch (condition.status()) {
            case TRUE ->
                    condition.id() == ConditionId.BIOS_READY
                            ? Optional.of(
                                    CheckFinding.of(CheckCode.BIOS_RIGHT, target)
                                            .showing(condition.evidence()))
                            : Optional.empty();
            case FALSE ->
                    ofBmc(condition.id())
                            ? CheckCode.of(condition.reason())
                                    .map(code ->
                                            CheckFinding.of(
                                                            code,
                                                            target,
                                                            condition.message().args())
                                                    .showing(condition.evidence()))
                            : Optional.empty();
            case UNKNOWN ->
                    condition.id() == ConditionId.BIOS_READY && bmcAnswers(target)
                            ? Optional.of(
                                    CheckFinding.of(CheckCode.BIOS_UNREAD, target)
                                            .because(condition.message()))
                            : Optional.empty();
        };
    }

    private static boolean ofBmc(ConditionId id) {
        return id == ConditionId.BMC_GPU_VISIBLE || id == ConditionId.BMC_GPU_FIRMWARE;
    }

    private boolean bmcAnswers(Target target) {
        return Optional.ofNullable(seen.servers().get(target.name()))
                .flatMap(s -> s.bmc())
                .filter(Observed.Known.class::isInstance)
                .isPresent();
    }

    private void blocker(Blocker blocker) {
        switch (blocker.code()) {
            case "host-unread" -> hostUnread(blocker);
            case "vm-unread" -> vmUnread(blocker);
            default -> found.add(finding(blocker));
        }
    }

    /// A blocker without sentences here is said in its own, which ends with what to do.
    private static CheckFinding finding(Blocker blocker) {
        return CheckCode.of(blocker.code())
                .map(code -> finding(code, blocker))
                .orElseGet(() ->
                        new CheckFinding(
                                blocker.code(),
                                blocker.target(),
                                Severity.BLOCKER,
                                blocker.cause(),
                                Optional.empty(),
                                Optional.empty(),
                                new TreeMap<>()));
    }

    private static CheckFinding finding(CheckCode code, Blocker blocker) {
        var finding = CheckFinding.of(code, blocker.target(), blocker.cause().args());
        return Optional.ofNullable(blocker.cause().parts().get("cause"))
                .map(finding::because)
                .orElse(finding);
    }

    /// A host that could not be read at all has its finding already.
    private void hostUnread(Blocker blocker) {
        Optional.ofNullable(seen.servers().get(blocker.target().name()))
                .flatMap(s -> s.host())
                .flatMap(Observed::known)
                .ifPresent(_ -> {
                    var finding = CheckFinding.of(CheckCode.PASSTHROUGH_UNREAD, blocker.target());
                    found.add(
                            plan.conditions().stream()
                                    .filter(c -> c.target().equals(blocker.target()))
                                    .filter(c -> c.id() == ConditionId.HOST_PASSTHROUGH_ACTIVE)
                                    .map(Condition::message)
                                    .findFirst()
                                    .map(finding::because)
                                    .orElse(finding));
                });
    }

    private void vmUnread(Blocker blocker) {
        var vm = seen.vms().get(blocker.target().name());
        if (vm != null && vm.state() instanceof Observed.Unknown<?>(Phrase cause)) {
            found.add(CheckFinding.of(CheckCode.VM_UNREAD, blocker.target()).because(cause));
        }
    }

    private Optional<CheckFinding> approval(Step step) {
        var policy = policy(step.target());
        return switch (step.approval()) {
            case VM_POWER_OFF ->
                    policy.vmPowerOff() == Permission.Answer.NEVER
                            ? Optional.of(
                                    CheckFinding.of(
                                            CheckCode.VM_POWER_OFF_FORBIDDEN, step.target()))
                            : Optional.empty();
            case HOST_REBOOT -> reboot(step.target(), policy.hostReboot());
            case PLAN -> Optional.empty();
        };
    }

    private static Optional<CheckFinding> reboot(Target target, Permission permission) {
        return switch (permission) {
            case Permission.Answer.NEVER ->
                    Optional.of(CheckFinding.of(CheckCode.HOST_REBOOT_FORBIDDEN, target));
            case Permission.Answer.ASK, Permission.Answer.ALLOW -> Optional.empty();
            case Permission.During _ ->
                    Optional.of(CheckFinding.of(CheckCode.HOST_REBOOT_IN_WINDOW, target));
        };
    }

    private Policy policy(Target target) {
        return switch (target.kind()) {
            case SERVER -> spec.policyFor(spec.server(target.name()).orElseThrow());
            case VM -> spec.policyFor(spec.vm(target.name()).orElseThrow());
        };
    }
}
