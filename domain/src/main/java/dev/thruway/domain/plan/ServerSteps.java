package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.plan.Steps.Change;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final List<Consequence> consequences = new ArrayList<>();
    private final List<Step> closing = new ArrayList<>();
    private final Set<String> stopped = new HashSet<>();

    private ServerSteps(Context context, String name, List<Condition> conditions) {
        this.context = context;
        this.name = name;
        this.target = Target.server(name);
        this.conditions =
                conditions.stream().collect(Collectors.toMap(Condition::id, c -> c, (a, _) -> a));
    }

    /// Steps and blockers of one target.
    record Outcome(List<Step> steps, List<Blocker> blockers) {}

    /// What one server needs.
    ///
    /// @param closing what comes after its VMs are as wanted
    /// @param stopped the VMs of the file that are off after the steps, and ran before
    record Result(
            List<Step> steps,
            List<Step> closing,
            List<Blocker> blockers,
            List<Consequence> consequences,
            Set<String> stopped) {}

    static Result of(Context context, String name, List<Condition> conditions) {
        var it = new ServerSteps(context, name, conditions);
        it.offered();
        it.bios();
        it.drift();
        it.passthrough();
        return new Result(it.steps, it.closing, it.blockers, it.consequences, it.stopped);
    }

    private void offered() {
        context.offered(name).lacking().forEach(cause -> blockers.add(new Blocker(target, cause)));
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

    /// Another device than the one noted, at an address that is to be switched; and a device that
    /// the host lives on, wherever it is, once it is to be passed through.
    private void drift() {
        var wanted =
                context.wantedCards(name).stream()
                        .flatMap(c -> c.functions().stream())
                        .map(c -> c.function().address())
                        .toList();
        AddressDrift.on(context.spec(), context.seen(), context.cards(), name).stream()
                .filter(d -> wanted.contains(d.address()))
                .filter(d -> d.vm().map(Target::vm).filter(context.wanted()).isEmpty())
                .forEach(d -> blockers.add(new Blocker(target, d.cause())));
        context.host(name).flatMap(Observed::known).stream()
                .flatMap(host -> AddressDrift.usedAndPassed(host).stream())
                .forEach(cause -> blockers.add(new Blocker(target, cause)));
    }

    private void passthrough() {
        var condition = conditions.get(ConditionId.HOST_PASSTHROUGH_ACTIVE);
        var host = context.host(name).flatMap(Observed::known);
        if (condition == null || condition.holds()) {
            host.ifPresent(h -> {
                var labelled = labelled(h);
                note(h, List.of(), labelled);
                label(labelled);
            });
            finish();
            return;
        }
        if (host.isEmpty() || condition.status() == Condition.Status.UNKNOWN) {
            unread(condition.message());
            return;
        }
        passthrough(host.get(), condition);
    }

    /// Cards whose hardware label is not as the file wants it.
    private List<Card> labelled(HostObservation host) {
        var other =
                context.wantedCards(name).stream()
                        .filter(c -> !c.function().label().equals(context.cards().label(c)))
                        .toList();
        if (other.isEmpty()) {
            return other;
        }
        switch (host.setsLabels()) {
            case Observed.Unknown<Boolean>(Phrase cause) -> unread(cause);
            case Observed.Known<Boolean>(Boolean can) -> {
                if (!can) {
                    block(
                            Phrase.of(
                                    "blocker.no-hardware-labels",
                                    "server",
                                    name,
                                    "version",
                                    host.version(),
                                    "labels",
                                    other.stream()
                                            .flatMap(c -> context.cards().label(c).stream())
                                            .distinct()
                                            .sorted()
                                            .collect(Collectors.joining(", "))));
                }
            }
        }
        return other;
    }

    private void label(List<Card> cards) {
        var make = new Steps(target, Phrase.of("condition.label-is-other"));
        cards.forEach(
                c -> steps.add(make.label(c.function(), context.cards().label(c).orElse(""))));
    }

    private void unread(Phrase cause) {
        blockers.add(Blockers.hostUnread(target, cause));
    }

    /// What a run that ended early left behind.
    private void finish() {
        context.host(name)
                .flatMap(Observed::known)
                .ifPresent(host -> walk(reboot(host).leftBehind(startedByThemselves())));
    }

    private HostReboot reboot(HostObservation host) {
        return new HostReboot(context.spec(), context.seen(), name, host);
    }

    private void walk(HostReboot.Way way) {
        steps.addAll(way.steps());
        boolean later = startedByThemselves().stream().anyMatch(way.noted()::contains);
        (later ? closing : steps).addAll(way.closing());
        blockers.addAll(way.blockers());
        consequences.addAll(way.consequences());
        stopped.addAll(way.stopped());
    }

    /// VMs of the file that their own steps start: one that could not be read has none.
    private Set<String> startedByThemselves() {
        return context.spec().vms().stream()
                .filter(vm ->
                        Context.serversAround(context.spec(), context.seen(), vm).contains(name))
                .map(Vm::name)
                .filter(vm -> context.wanted().test(Target.vm(vm)))
                .filter(vm -> Context.stateOf(context.seen(), vm).isPresent())
                .collect(Collectors.toSet());
    }

    private void passthrough(HostObservation host, Condition condition) {
        var make = new Steps(target, condition.message());
        var cards = context.wantedCards(name);
        var unusable = cards.stream().filter(Predicate.not(Card::switchable)).toList();
        if (!unusable.isEmpty()) {
            unusable.stream().map(ServerSteps::impossible).distinct().forEach(this::block);
            return;
        }
        var parts = cards.stream().flatMap(c -> c.parts().stream()).toList();
        if (guarded(host, parts)) {
            return;
        }
        var off = parts.stream().filter(c -> needsSwitch(c.state())).toList();
        var labelled = labelled(host);
        note(host, off, labelled);
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
        boolean rebinds = host.rebindWithoutReboot().known().orElse(false);
        if (parts.stream().map(Card::state).anyMatch(s -> reboots(s, rebinds))) {
            reboot(host, make);
        } else {
            finish();
        }
        label(labelled);
    }

    private void block(Phrase cause) {
        blockers.add(new Blocker(target, cause));
    }

    /// Whether something speaks against passing one of them through.
    private boolean guarded(HostObservation host, List<Card> parts) {
        var refusals =
                parts.stream().flatMap(c -> Guard.refusal(host, c.function()).stream()).toList();
        refusals.forEach(this::block);
        return !refusals.isEmpty();
    }

    private static Phrase impossible(Card card) {
        var cards = card.function().address() + " " + card.name();
        return switch (card.state()) {
            case VGPU ->
                    Phrase.of(
                            "blocker.card-serves-vgpus",
                            "cards",
                            cards,
                            "cardMode",
                            card.function().mode().orElse("vGPU"));
            case OTHER ->
                    Phrase.of(
                            "blocker.card-in-other-mode",
                            "cards",
                            cards,
                            "cardMode",
                            card.function().mode().orElse("?"));
            case OFF, ENABLED_NOT_ACTIVE, DISABLED_STILL_ACTIVE, ACTIVE, INCAPABLE ->
                    Phrase.of("blocker.passthrough-impossible", "cards", cards);
        };
    }

    /// Whether a card that is on takes effect with the next reboot only. One that was switched off
    /// and is still in effect simply stays so.
    private static boolean reboots(PassthroughState state, boolean rebinds) {
        return state == PassthroughState.ENABLED_NOT_ACTIVE
                || (state == PassthroughState.OFF && !rebinds);
    }

    /// What was noted first is what `undo` restores: where it cannot be read, it is not replaced.
    private void note(HostObservation host, List<Card> off, List<Card> labelled) {
        if (off.isEmpty() && labelled.isEmpty()) {
            return;
        }
        switch (host.before()) {
            case Observed.Unknown<Optional<HostBefore>>(Phrase cause) -> unread(cause);
            case Observed.Known<Optional<HostBefore>>(var before) ->
                    note(host, before.orElse(HostBefore.NOTHING), off, labelled);
        }
    }

    private void note(
            HostObservation host, HostBefore before, List<Card> off, List<Card> labelled) {
        var noted = before;
        for (var card : off) {
            noted = noted.with(card.function().address(), false, card.function().ids());
        }
        for (var card : labelled) {
            var f = card.function();
            noted = noted.withLabel(f.address(), f.label().orElse(""), f.ids());
        }
        if (!noted.equals(before)) {
            steps.add(
                    new Steps(target, Phrase.of("condition.noted-for-undo"))
                            .change(
                                    new Action.NoteHost(noted),
                                    "",
                                    Change.add(
                                            ".thruway/" + host.uuid() + "/before.json",
                                            noted.addresses().stream()
                                                    .map(Object::toString)
                                                    .collect(Collectors.joining(" ")))));
        }
    }

    private void reboot(HostObservation host, Steps make) {
        // The reboot is proved by another boot time than this one.
        host.bootTime().whyUnknown().ifPresent(this::unread);
        walk(reboot(host).way(make, new HostReboot.Others(Set.of(), startedByThemselves())));
    }

    private static boolean needsSwitch(PassthroughState state) {
        return state == PassthroughState.OFF || state == PassthroughState.DISABLED_STILL_ACTIVE;
    }
}
