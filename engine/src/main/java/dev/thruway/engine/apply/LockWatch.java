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
import java.util.concurrent.Semaphore;

/// Takes locks, and watches those that others hold: a run that is at work gives a sign of life in
/// its lock, and the lock of one that gives none for as long as it promised to is taken over.
final class LockWatch {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    /// Of a lock that somebody was taking over when his computer went down, as well.
    private static final int ATTEMPTS = 3;

    /// After so many reads that fail, in a row or not, it is not known who holds it.
    private static final int FAILED = 12;

    /// Signs of life given at the same time.
    private static final int BEATS = 10;

    private static final int NAMES = 5;

    private final String who;
    private final Clock clock;
    private final Telling telling;
    private final Semaphore beats = new Semaphore(BEATS);
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
                .map(by -> watching(target, new Others(marks, by, clock.now(), 1, 0)))
                .orElseGet(() -> ours(target, marks, asked));
    }

    private LockTry.Ours ours(Target target, HostMarks marks, Instant since) {
        return new LockTry.Ours(new Lease(target, marks, since, clock, beats));
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
                key,
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

    /// Tries once more. One that cannot be read meanwhile is watched from the beginning.
    LockTry again(Target target, Others before) {
        try {
            return lookAgain(target, before);
        } catch (VsphereException e) {
            return before.failed() < FAILED
                    ? new Others(
                            before.marks(),
                            before.by(),
                            clock.now(),
                            before.attempt(),
                            before.failed() + 1)
                    : new LockTry.No(Causes.of(e));
        }
    }

    private LockTry lookAgain(Target target, Others before) {
        var now = clock.now();
        var held = before.marks().lock(who, clock);
        if (held.isEmpty()) {
            return ours(target, before.marks(), now);
        }
        var by = held.get();
        if (by.signs().signed().isEmpty() && before.by().signs().signed().isPresent()) {
            // It was just given back, and perhaps taken by another.
            return new Others(before.marks(), by, clock.now(), 1, before.failed());
        }
        if (!by.signs().equals(before.by().signs())) {
            return new LockTry.No(locked("run.locked", target, by));
        }
        var silence = silence(before.by());
        return now.isBefore(before.since().plus(silence)) ? before : takeOver(target, before, now);
    }

    private LockTry takeOver(Target target, Others dead, Instant now) {
        var held = dead.marks().takeOver(dead.by(), dead.attempt(), who, clock);
        if (held.isEmpty()) {
            takenOver.add(target);
            return ours(target, dead.marks(), now);
        }
        boolean same = held.get().signs().equals(dead.by().signs());
        return same && dead.attempt() < ATTEMPTS
                ? new Others(dead.marks(), dead.by(), now, dead.attempt() + 1, dead.failed())
                : new LockTry.No(
                        locked(same ? "run.locked-silent" : "run.locked", target, held.get()));
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
