package dev.thruway.engine.apply;

import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.apply.LockTry.Others;
import dev.thruway.engine.mark.Held;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Takes locks, and watches those that others hold: a run that is at work gives a sign of life in
/// its lock, and the lock of one that gives none for as long as it promised to is taken over.
final class LockWatch {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    /// Of a lock that somebody was taking over when his computer went down, as well.
    private static final int ATTEMPTS = 3;

    private static final int NAMES = 5;

    /// Of a lock that does not say whose it is.
    private static final String NOBODY = "?";

    private final String who;
    private final Clock clock;
    private final Telling telling;
    private final Map<Target, Others> watched = new TreeMap<>();
    private final Set<Target> takenOver = ConcurrentHashMap.newKeySet();

    /// @param who takes locks
    /// @param telling is told what is waited for
    LockWatch(String who, Clock clock, Telling telling) {
        this.who = who;
        this.clock = clock;
        this.telling = telling;
    }

    /// Takes a lock that is free.
    LockTry take(Target target, HostMarks marks) {
        var asked = clock.now();
        return marks.lock(who, clock)
                .map(by -> watching(target, Others.first(marks, by, clock.now())))
                .orElseGet(() -> ours(target, marks, asked));
    }

    private LockTry.Ours ours(Target target, HostMarks marks, Instant since) {
        return new LockTry.Ours(new Lease(target, marks, since, clock));
    }

    private LockTry watching(Target target, Others others) {
        var by = others.by();
        if (by.isHere(who)) {
            return new LockTry.No(locked("run.locked", target, by));
        }
        return by.silence().isPresent()
                ? others
                : new LockTry.No(locked("run.locked-silent", target, by));
    }

    private static Phrase locked(String key, Target target, Held held) {
        return Phrase.of(
                key,
                "server",
                target.name(),
                "holder",
                held.who(),
                "since",
                held.since(),
                "folder",
                held.folder());
    }

    /// Says whose locks are watched.
    void begins(Map<Target, Others> others) {
        watched.putAll(others);
        others.entrySet().stream()
                .collect(groupingBy(LockWatch::holder, TreeMap::new, toList()))
                .forEach((holder, theirs) ->
                        telling.noted(watched("run.watching-lock", holder, theirs)));
        if (!others.isEmpty()) {
            telling.waits(Phrase.of("run.watching-locks"));
        }
    }

    private static String holder(Map.Entry<Target, Others> one) {
        return one.getValue().by().who();
    }

    private static Phrase watched(
            String key, String holder, List<Map.Entry<Target, Others>> theirs) {
        return Phrase.of(
                holder.equals(NOBODY) ? key + "-unsigned" : key,
                "servers",
                names(theirs.stream().map(Map.Entry::getKey).toList()),
                "holder",
                holder,
                "since",
                theirs.stream().map(e -> e.getValue().by().since()).min(naturalOrder()).orElse("?"),
                "seconds",
                theirs.stream()
                        .map(e -> silence(e.getValue().by()).toSeconds())
                        .max(naturalOrder())
                        .orElse(0L));
    }

    private static Duration silence(Held by) {
        return by.silence().orElse(HostMarks.SILENCE);
    }

    private static String names(Collection<Target> targets) {
        var names = targets.stream().map(Target::name).sorted().toList();
        return String.join(", ", names.subList(0, Math.min(NAMES, names.size())))
                + (names.size() > NAMES ? " (+" + (names.size() - NAMES) + ")" : "");
    }

    void pause() throws InterruptedException {
        clock.sleep(PAUSE);
    }

    /// Tries once more.
    LockTry again(Target target, Others before) {
        try {
            return lookAgain(target, before);
        } catch (VsphereException e) {
            var now = clock.now();
            boolean goesOn =
                    before.failing().map(f -> now.isBefore(f.plus(HostMarks.SILENCE))).orElse(true);
            return goesOn ? before.unread(now) : new LockTry.No(Causes.of(e));
        }
    }

    private LockTry lookAgain(Target target, Others before) {
        var now = clock.now();
        var marks = before.marks();
        var held = marks.lock(who, clock);
        if (held.isEmpty() || marks.isOurs(held.get())) {
            return ours(target, marks, now);
        }
        var by = held.get();
        if (by.signs().equals(before.by().signs())) {
            var same = before.sameAgain();
            return isSilent(same, now) ? takeOver(target, same) : same;
        }
        return changed(target, marks, by);
    }

    /// One that was just given back is not signed, and perhaps another takes it.
    private LockTry changed(Target target, HostMarks marks, Held by) {
        return by.signs().signed().isEmpty()
                ? Others.first(marks, by, clock.now())
                : new LockTry.No(locked("run.locked", target, by));
    }

    /// By the clock, and by looks: a clock that is set forward, and a computer that sleeps, has not
    /// watched.
    private static boolean isSilent(Others same, Instant now) {
        var silence = silence(same.by());
        return !now.isBefore(same.since().plus(silence))
                && same.looks() >= silence.dividedBy(PAUSE);
    }

    private LockTry takeOver(Target target, Others dead) {
        var asked = clock.now();
        var held = dead.marks().takeOver(dead.by(), dead.attempt(), who, clock);
        if (held.isEmpty()) {
            takenOver.add(target);
            return ours(target, dead.marks(), asked);
        }
        var by = held.get();
        if (!by.signs().equals(dead.by().signs())) {
            return changed(target, dead.marks(), by);
        }
        return dead.attempt() < ATTEMPTS
                ? dead.nextAttempt(clock.now())
                : new LockTry.No(locked("run.locked-silent", target, by));
    }

    /// Says which of the locks that were watched were taken over.
    void ended() {
        watched.entrySet().stream()
                .filter(e -> takenOver.contains(e.getKey()))
                .collect(groupingBy(LockWatch::holder, TreeMap::new, toList()))
                .forEach((holder, theirs) ->
                        telling.noted(watched("run.lock-taken-over", holder, theirs)));
    }
}
