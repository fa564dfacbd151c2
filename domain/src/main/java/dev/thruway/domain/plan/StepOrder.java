package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which steps of a plan each of its steps stands on, and so has to wait for. What does not wait
/// for each other may be done at the same time.
///
/// A step stands on the one before it of its own target; one of a VM on what is done to its server
/// before, and one of a server on what is done to its VMs before; and a card is attached only after
/// the cards that other VMs of the server give up are detached. To a VM of a cluster every server
/// of the file that is in this cluster is its server: while one of them is taken out of service,
/// DRS must not start a VM there that cannot be moved away. It is always an earlier step of the
/// plan, so that the plan's own order is one of the possible ones.
public final class StepOrder {

    private final Map<String, List<String>> waitsFor = new HashMap<>();

    private StepOrder() {}

    /// @param seen from which the plan was made
    public static StepOrder of(Spec spec, Observation seen, List<Step> steps) {
        var order = new StepOrder();
        var places = new Places(spec, seen);
        for (var step : steps) {
            order.waitsFor.put(step.id(), List.copyOf(places.put(step)));
        }
        return order;
    }

    /// Ids of the steps that a step of the plan waits for, without those that these wait for in
    /// their turn, earliest first.
    public List<String> waitsFor(Step step) {
        var ids = waitsFor.get(step.id());
        if (ids == null) {
            throw new IllegalArgumentException("not a step of this plan: " + step.id());
        }
        return ids;
    }

    /// What was done where, of the steps so far.
    private static final class Places {

        private final Map<Target, List<Target>> servers = new HashMap<>();
        private final Map<Target, Place> places = new HashMap<>();

        Places(Spec spec, Observation seen) {
            for (Vm vm : spec.vms()) {
                servers.put(
                        Target.vm(vm.name()),
                        Context.serversAround(spec, seen, vm).stream()
                                .map(Target::server)
                                .toList());
            }
        }

        Set<String> put(Step step) {
            var target = step.target();
            var around =
                    switch (target.kind()) {
                        case SERVER -> List.of(target);
                        case VM -> servers.getOrDefault(target, List.of());
                    };
            var ids = new LinkedHashSet<String>();
            for (var key : around.isEmpty() ? List.of(target) : around) {
                ids.addAll(places.computeIfAbsent(key, _ -> new Place()).put(step));
            }
            return ids;
        }
    }

    /// One server and its VMs.
    private static final class Place {

        private final Map<Target, Placed> last = new HashMap<>();
        private final List<Step> detached = new ArrayList<>();
        private int count;

        private record Placed(String id, int index) {}

        Set<String> put(Step step) {
            var own = Optional.ofNullable(last.get(step.target()));
            var ids =
                    switch (step.target().kind()) {
                        case SERVER -> afterVms(own);
                        case VM -> afterServer(own);
                    };
            if (step.action() instanceof Action.AttachDevice) {
                detached.stream()
                        .filter(d -> !d.target().equals(step.target()))
                        .forEach(d -> ids.add(d.id()));
            } else if (step.action() instanceof Action.DetachDevice) {
                detached.add(step);
            }
            last.put(step.target(), new Placed(step.id(), count++));
            return ids;
        }

        /// What is done to a VM after a step of its server has waited for that.
        private Set<String> afterVms(Optional<Placed> own) {
            int since = own.map(Placed::index).orElse(-1);
            var ids = new LinkedHashSet<String>();
            last.values().stream()
                    .filter(p -> p.index() > since)
                    .sorted(Comparator.comparingInt(Placed::index))
                    .forEach(p -> ids.add(p.id()));
            if (ids.isEmpty()) {
                own.ifPresent(p -> ids.add(p.id()));
            }
            return ids;
        }

        /// The later of both has waited for the other.
        private Set<String> afterServer(Optional<Placed> own) {
            var ids = new LinkedHashSet<String>();
            Stream.concat(
                            own.stream(),
                            last.entrySet().stream()
                                    .filter(e -> e.getKey().kind() == Target.Kind.SERVER)
                                    .map(Map.Entry::getValue))
                    .max(Comparator.comparingInt(Placed::index))
                    .ifPresent(p -> ids.add(p.id()));
            return ids;
        }
    }
}
