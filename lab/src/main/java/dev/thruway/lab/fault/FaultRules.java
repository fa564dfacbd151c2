package dev.thruway.lab.fault;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The rules of a running lab. They are looked at in their order; the first that is due acts,
/// alone.
public final class FaultRules {

    private final List<Counted> rules = new CopyOnWriteArrayList<>();

    /// A rule, with the calls that it was about so far.
    public static final class Counted {

        private final FaultRule rule;
        private final AtomicInteger calls = new AtomicInteger();

        private Counted(FaultRule rule) {
            this.rule = rule;
        }

        /// How many calls it was about, those that were let through too.
        public int calls() {
            return calls.get();
        }

        /// Counts a call, and tells whether it is one to act on.
        private boolean meets() {
            int before = calls.getAndIncrement() - rule.after();
            return before >= 0 && before < rule.count();
        }
    }

    /// Adds a rule behind the others.
    public Counted add(FaultRule rule) {
        var counted = new Counted(rule);
        rules.add(counted);
        return counted;
    }

    public void clear() {
        rules.clear();
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    /// The rule that acts on a call.
    public Optional<FaultRule> due(Endpoint where, Operation call) {
        for (var counted : rules) {
            if (counted.rule.isAbout(where, call) && counted.meets()) {
                return Optional.of(counted.rule);
            }
        }
        return Optional.empty();
    }
}
