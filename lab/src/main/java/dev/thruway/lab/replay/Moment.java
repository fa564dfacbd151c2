package dev.thruway.lab.replay;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/// Where in a recording an endpoint stands: after which of its changes.
///
/// It is used by one thread at a time.
final class Moment {

    private final NavigableSet<Integer> changes;
    private int now;

    /// @param changes the numbers of the exchanges that changed something
    Moment(List<Integer> changes) {
        this.changes = new TreeSet<>(changes);
    }

    /// Of all answers to one question the one that was given at this moment: the last before the
    /// next change, or the first after it.
    ///
    /// @param answers at least one, in the order of the recording
    <T> T of(List<T> answers, ToIntFunction<T> number) {
        var next = changes.higher(now);
        int end = next == null ? Integer.MAX_VALUE : next;
        return answers.stream()
                .filter(a -> number.applyAsInt(a) < end)
                .max(Comparator.comparingInt(number))
                .orElseGet(answers::getFirst);
    }

    /// Of all answers to one change the next that was not given yet, or the last one.
    <T> T next(List<T> answers, ToIntFunction<T> number) {
        var answer =
                answers.stream()
                        .filter(a -> number.applyAsInt(a) > now)
                        .findFirst()
                        .orElseGet(answers::getLast);
        now = Math.max(now, number.applyAsInt(answer));
        return answer;
    }
}
