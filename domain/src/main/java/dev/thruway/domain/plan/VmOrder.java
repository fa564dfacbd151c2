package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;

/// In which order VMs are planned for: one that gives a card up before the one that gets it.
///
/// @param vms in order
/// @param blockers cards that cannot be moved
record VmOrder(List<String> vms, List<Blocker> blockers) {

    VmOrder {
        vms = List.copyOf(vms);
        blockers = List.copyOf(blockers);
    }

    /// @param vms those that are planned for, in the order of the file
    static VmOrder of(List<String> vms, List<CardMove> moves, Predicate<Target> wanted) {
        var blockers = new ArrayList<Blocker>();
        for (var move : moves) {
            if (wanted.test(Target.vm(move.to())) && !wanted.test(Target.vm(move.from()))) {
                blockers.add(blocker("blocker.card-given-up-elsewhere", move));
            }
        }
        var ordered = new LinkedHashSet<String>();
        var left = new ArrayList<>(vms);
        while (!left.isEmpty()) {
            var next =
                    left.stream()
                            .filter(vm -> moves.stream().noneMatch(m -> waits(vm, m, left)))
                            .findFirst();
            if (next.isEmpty()) {
                moves.stream()
                        .filter(m -> left.contains(m.to()) && left.contains(m.from()))
                        .forEach(m -> blockers.add(blocker("blocker.cards-change-places", m)));
                ordered.addAll(left);
                break;
            }
            ordered.add(next.get());
            left.remove(next.get());
        }
        return new VmOrder(List.copyOf(ordered), blockers);
    }

    /// Whether a VM gets a card of one that is not planned for yet.
    private static boolean waits(String vm, CardMove move, List<String> left) {
        return move.to().equals(vm) && left.contains(move.from());
    }

    static Blocker blocker(String code, CardMove move) {
        return new Blocker(
                Target.vm(move.to()),
                Phrase.of(
                        code,
                        "vm",
                        move.to(),
                        "holder",
                        move.from(),
                        "address",
                        move.card().function().address(),
                        "name",
                        move.card().name()));
    }
}
