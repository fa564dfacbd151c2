package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What one server needs.
final class ServerSteps {

    private final Context context;
    private final String name;
    private final Target target;
    private final Map<ConditionId, Condition> conditions;
    private final List<Step> steps = new ArrayList<>();
    private final List<Blocker> blockers = new ArrayList<>();

    private ServerSteps(Context context, String name, List<Condition> conditions) {
        this.context = context;
        this.name = name;
        this.target = Target.server(name);
        this.conditions =
                conditions.stream().collect(Collectors.toMap(Condition::id, c -> c, (a, _) -> a));
    }

    /// Steps and blockers of one target.
    record Outcome(List<Step> steps, List<Blocker> blockers) {}

    static Outcome of(Context context, String name, List<Condition> conditions) {
        var it = new ServerSteps(context, name, conditions);
        it.bios();
        it.passthrough();
        return new Outcome(it.steps, it.blockers);
    }

    private void bios() {
        var condition = conditions.get(ConditionId.BIOS_READY);
        if (condition != null && condition.status() == Condition.Status.FALSE) {
            blockers.add(
                    new Blocker(
                            target,
                            Phrase.of(
                                    "blocker.bios-wrong",
                                    "server",
                                    name,
                                    "settings",
                                    condition.message().args().getOrDefault("settings", ""))));
        }
    }

    private void passthrough() {
        var condition = conditions.get(ConditionId.HOST_PASSTHROUGH_ACTIVE);
        if (condition == null || condition.holds()) {
            leaveMaintenance();
            return;
        }
        var host = context.host(name).flatMap(Observed::known);
        if (host.isEmpty() || condition.status() == Condition.Status.UNKNOWN) {
            blockers.add(
                    new Blocker(
                            target,
                            Phrase.of(
                                    "blocker.host-unread",
                                    "server",
                                    name,
                                    "cause",
                                    condition.message())));
            return;
        }
        passthrough(host.get(), condition);
    }

    private void leaveMaintenance() {
        context.host(name)
                .flatMap(Observed::known)
                .ifPresent(host -> steps.addAll(HostReboot.leftBehind(host, target)));
    }

    private void passthrough(HostObservation host, Condition condition) {
        var make = new Steps(target, condition.message());
        var cards = context.wantedCards(name);
        var unusable = cards.stream().filter(Predicate.not(ServerSteps::switchable)).toList();
        if (!unusable.isEmpty()) {
            blockers.add(
                    new Blocker(
                            target,
                            Phrase.of("blocker.passthrough-impossible", "cards", names(unusable))));
            return;
        }
        var off = cards.stream().filter(c -> needsSwitch(state(c))).toList();
        note(host, off, make);
        for (var card : off) {
            var address = card.function().address();
            steps.add(
                    make.change(
                            new Action.EnablePassthrough(address, card.function().ids()),
                            address.toString(),
                            Change.of(
                                    "config.pciPassthruInfo[" + address + "].passthruEnabled",
                                    "false",
                                    "true")));
        }
        boolean pending =
                cards.stream().anyMatch(c -> state(c) == PassthroughState.ENABLED_NOT_ACTIVE);
        boolean rebinds = host.rebindWithoutReboot().known().orElse(false);
        if (pending || (!off.isEmpty() && !rebinds)) {
            reboot(host, make);
        }
    }

    private void note(HostObservation host, List<Card> off, Steps make) {
        if (off.isEmpty()) {
            return;
        }
        var before = host.before().known().flatMap(b -> b).orElse(HostBefore.NOTHING);
        var noted = before;
        for (var card : off) {
            noted = noted.with(card.function().address(), false);
        }
        if (!noted.equals(before)) {
            steps.add(
                    make.change(
                            new Action.NoteHost(noted),
                            "",
                            Change.add(
                                    ".thruway/" + host.uuid() + "/before.json",
                                    noted.passthroughEnabled().keySet().stream()
                                            .map(Object::toString)
                                            .collect(Collectors.joining(" ")))));
        }
    }

    private void reboot(HostObservation host, Steps make) {
        if (!host.runningVms().isEmpty()) {
            blockers.add(
                    new Blocker(
                            target,
                            Phrase.of(
                                    "blocker.vms-run-on-host",
                                    "server",
                                    name,
                                    "vms",
                                    String.join(", ", host.runningVms()))));
            return;
        }
        steps.addAll(HostReboot.steps(host, make));
    }

    private static String names(List<Card> cards) {
        return cards.stream()
                .map(c -> c.function().address() + " " + c.name())
                .collect(Collectors.joining(", "));
    }

    private static PassthroughState state(Card card) {
        return card.function().passthrough().known().orElse(PassthroughState.OTHER);
    }

    private static boolean switchable(Card card) {
        return switch (state(card)) {
            case OFF, ENABLED_NOT_ACTIVE, DISABLED_STILL_ACTIVE, ACTIVE -> true;
            case INCAPABLE, VGPU, OTHER -> false;
        };
    }

    private static boolean needsSwitch(PassthroughState state) {
        return state == PassthroughState.OFF || state == PassthroughState.DISABLED_STILL_ACTIVE;
    }
}
