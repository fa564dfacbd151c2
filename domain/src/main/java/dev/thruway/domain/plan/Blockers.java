package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/// What stands in the way of a plan and of an undo alike.
final class Blockers {

    private Blockers() {}

    /// A VM that nothing can be done to before a person did something.
    static List<Blocker> ofState(Target target, VmState vm) {
        var blockers = new ArrayList<Blocker>();
        vm.question()
                .map(q -> Phrase.of("blocker.vm-asks", "vm", target.name(), "question", q))
                .ifPresent(cause -> blockers.add(new Blocker(target, cause)));
        if (vm.power() == VmState.Power.SUSPENDED) {
            blockers.add(
                    new Blocker(target, Phrase.of("blocker.vm-suspended", "vm", target.name())));
        }
        return blockers;
    }

    static Blocker hostUnread(Target server, Phrase cause) {
        return new Blocker(
                server, Phrase.of("blocker.host-unread", "server", server.name(), "cause", cause));
    }
}
