package dev.thruway.cli.journey;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.diagnose.FindingText;
import dev.thruway.cli.output.Document;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.plan.Blocker;
import dev.thruway.domain.plan.GuestCards;
import dev.thruway.domain.plan.Interrupt;
import dev.thruway.domain.plan.Plan;
import dev.thruway.domain.plan.Step;
import dev.thruway.domain.plan.StepOrder;
import dev.thruway.domain.plan.Unfinished;
import dev.thruway.domain.spec.Spec;
import dev.thruway.engine.apply.StepOutcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The JSON shapes of the loop's commands.
final class Documents {

    private final CommandContext context;

    Documents(CommandContext context) {
        this.context = context;
    }

    Document plan(Spec spec, Plan plan, StepOrder order) {
        return Document.withSchema()
                .with("changes", plan.steps().size())
                .with("steps", plan.steps().stream().map(s -> step(s, order)).toList())
                .with(
                        "consequences",
                        plan.consequences().stream()
                                .map(c ->
                                        Document.part()
                                                .with("target", c.target())
                                                .with("message", context.say(c.message())))
                                .toList())
                .with("blockers", plan.blockers().stream().map(this::blocker).toList())
                .with("forbidden", PolicyText.forbidden(spec, plan).map(context::say));
    }

    private Document blocker(Blocker blocker) {
        return Document.part()
                .with("target", blocker.target())
                .with("reason", blocker.code())
                .with("message", context.say(blocker.cause()));
    }

    private Document step(Step step, StepOrder order) {
        return Document.part()
                .with("id", step.id())
                .with("action", step.action().code())
                .with("target", step.target())
                .with("reason", step.reason())
                .with("message", context.say(step.what()))
                .with("why", context.say(step.why()))
                .with("path", step.path())
                .with("before", step.before())
                .with("after", step.after())
                .with("interrupts", step.interrupts().stream().map(this::interrupt).toList())
                .with("irreversible", step.reversal() == Step.Reversal.IRREVERSIBLE)
                .with("undo", context.say(step.undo()))
                .with("waitsFor", order.waitsFor(step));
    }

    private Document interrupt(Interrupt interrupt) {
        return Document.part()
                .with("kind", interrupt.kind().word())
                .with("name", interrupt.name())
                .with("why", context.say(interrupt.why()))
                .with("estimateSeconds", interrupt.estimate().toSeconds());
    }

    /// What `demo`, `apply`, `status` and `verify` print.
    Document state(Plan after, Observation seen, Knowledge knowledge, List<StepOutcome> outcomes) {
        boolean done = outcomes.stream().allMatch(o -> o.result().word().equals("done"));
        return Document.withSchema()
                .with("ok", after.allHold() && after.blockers().isEmpty() && done)
                .with("conditions", after.conditions().stream().map(this::condition).toList())
                .with("gpus", gpus(seen, knowledge))
                .with("steps", outcomes.stream().map(this::outcome).toList())
                .with("blockers", after.blockers().stream().map(this::blocker).toList())
                .with("findings", findings(outcomes))
                .with("unfinished", UnfinishedText.documents(context, Unfinished.of(seen)));
    }

    /// What `undo` prints.
    ///
    /// @param left what it would still do
    Document undone(boolean restored, Plan left, List<StepOutcome> outcomes) {
        return Document.withSchema()
                .with("ok", restored)
                .with("steps", outcomes.stream().map(this::outcome).toList())
                .with("blockers", left.blockers().stream().map(this::blocker).toList())
                .with("findings", findings(outcomes));
    }

    private List<Document> findings(List<StepOutcome> outcomes) {
        return Ending.findings(outcomes).stream()
                .map(f -> FindingText.document(context, f))
                .toList();
    }

    private Document condition(Condition condition) {
        return Document.part()
                .with("id", condition.id().id())
                .with("target", condition.target())
                .with("status", condition.status().word())
                .with("reason", condition.reason())
                .with("message", context.say(condition.message()))
                .with("evidence", condition.evidence());
    }

    private static List<Document> gpus(Observation seen, Knowledge knowledge) {
        return seen.vms().values().stream()
                .flatMap(
                        vm -> gpus(vm, host(vm, seen), GuestCards.of(vm, seen, knowledge)).stream())
                .toList();
    }

    /// The host of a cluster that a VM is on; empty for one on a server, which the file names.
    private static Optional<String> host(VmObservation vm, Observation seen) {
        return vm.state().known().flatMap(state -> state).stream()
                .flatMap(state ->
                        seen.clusters().values().stream()
                                .flatMap(cluster -> cluster.known().stream())
                                .flatMap(cluster -> cluster.hostOf(state).stream()))
                .map(ClusterHost::name)
                .findFirst();
    }

    /// @param cards by address in the guest: the address on the host
    private static List<Document> gpus(
            VmObservation vm, Optional<String> host, Map<PciAddress, PciAddress> cards) {
        return vm.guest().flatMap(Observed::known).stream()
                .flatMap(guest -> guest.smi().gpus().stream())
                .map(gpu ->
                        gpu(vm.name(), gpu, Optional.ofNullable(cards.get(gpu.address())))
                                .with("host", host))
                .toList();
    }

    private static Document gpu(String vm, SmiGpu gpu, Optional<PciAddress> card) {
        return Document.part()
                .with("vm", vm)
                .with("name", gpu.name())
                .with("address", card)
                .with("guestAddress", gpu.address())
                .with("memoryMiB", gpu.memoryMib())
                .with("driver", gpu.driver())
                .with("cuda", gpu.cuda())
                .with("uuid", gpu.uuid())
                .with("serial", gpu.serial())
                .with("unknown", card.isPresent() ? List.of() : List.of("address"));
    }

    private Document outcome(StepOutcome outcome) {
        return Document.part()
                .with("id", outcome.step().id())
                .with("target", outcome.step().target())
                .with("state", outcome.result().word())
                .with("reason", outcome.step().reason())
                .with("message", context.say(outcome.result().message()))
                .with("startedAt", outcome.startedAt())
                .with("endedAt", outcome.endedAt());
    }
}
