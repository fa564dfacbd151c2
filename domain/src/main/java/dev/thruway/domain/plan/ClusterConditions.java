package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Condition;
import dev.thruway.domain.condition.ConditionId;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the hosts of its cluster are to one VM: whether any of them has the cards, and whether it
/// can start there. One is enough; evidence says it of each.
final class ClusterConditions {

    private final Target target;
    private final ClusterPlace place;
    private final int needed;

    private ClusterConditions(String vm, ClusterPlace place, int needed) {
        this.target = Target.vm(vm);
        this.place = place;
        this.needed = needed;
    }

    /// None for a VM on a server, and where a model is not known.
    static List<Condition> of(Context context, String vm) {
        var wanted = context.vmSpec(vm);
        var unread = Context.clusterOf(context.seen(), wanted).flatMap(Observed::whyUnknown);
        if (unread.isPresent()) {
            return List.of(
                    Condition.unknown(ConditionId.HOST_GPU_VISIBLE, Target.vm(vm), unread.get()),
                    Condition.unknown(
                            ConditionId.HOST_PASSTHROUGH_ACTIVE, Target.vm(vm), unread.get()));
        }
        return context.cards()
                .place(vm)
                .map(place -> new ClusterConditions(vm, place, wanted.gpuCount()).both())
                .orElse(List.of());
    }

    private List<Condition> both() {
        return List.of(visible(), startable());
    }

    private Condition visible() {
        var id = ConditionId.HOST_GPU_VISIBLE;
        long with = place.hosts().stream().filter(h -> h.listed() >= needed).count();
        if (with > 0) {
            return Condition.yes(id, target, counted("condition.hosts-have-cards", with), facts());
        }
        return none(id, "condition.no-host-has-cards");
    }

    private Condition startable() {
        var id = ConditionId.HOST_PASSTHROUGH_ACTIVE;
        var able = place.startable();
        if (!able.isEmpty()) {
            return Condition.yes(
                    id,
                    target,
                    counted("condition.hosts-can-start", able.size())
                            .with("names", ClusterPlace.names(able)),
                    facts());
        }
        return none(id, "condition.no-host-can-start");
    }

    private Condition none(ConditionId id, String code) {
        var unread = place.hosts().stream().filter(HostFit::unread).findFirst();
        return unread.flatMap(HostFit::why)
                .map(cause -> new Condition(id, target, Condition.Status.UNKNOWN, cause, facts()))
                .orElseGet(() ->
                        Condition.no(
                                id,
                                target,
                                counted(code, 0)
                                        .with("cause", ClusterPlace.reasons(place.eligible())),
                                facts()));
    }

    private Phrase counted(String key, long count) {
        return Phrase.of(
                key,
                "cluster",
                place.cluster(),
                "count",
                count,
                "hosts",
                place.hosts().size(),
                "needed",
                needed);
    }

    private SortedMap<String, String> facts() {
        var facts = new TreeMap<String, String>(Map.of("drs", place.drs().word()));
        place.hosts().forEach(h -> facts.put("host " + h.name(), h.facts()));
        return facts;
    }
}
