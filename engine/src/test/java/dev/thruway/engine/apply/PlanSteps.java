package dev.thruway.engine.apply;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.Action;
import dev.thruway.domain.plan.Approval;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;

/// Steps for tests.
final class PlanSteps {

    static final Target HOST = Target.server("host");
    static final Target VM = Target.vm("vm");

    private PlanSteps() {}

    static Step step(Target target, Action action) {
        return new Step(
                action.code() + ":" + target,
                action,
                target,
                Phrase.of("step." + action.code()),
                Phrase.of("condition.test"),
                "path",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Step.Reversal.BY_UNDO,
                Phrase.of("undo." + action.code()),
                Approval.PLAN);
    }

    static Step enable(String address) {
        return step(HOST, new Action.EnablePassthrough(PciAddress.parse(address), ids()));
    }

    static Step disable(String address) {
        return step(HOST, new Action.DisablePassthrough(PciAddress.parse(address), ids()));
    }

    static Step extra(Target vm, String key) {
        return step(vm, new Action.SetExtraConfig(key, "x"));
    }

    static Step powerOn() {
        return step(VM, new Action.PowerOnVm());
    }

    private static PciIds ids() {
        return new PciIds(0x10de, 0x26b9, 0x10de, 0x1851);
    }
}
