package dev.thruway.vsphere.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/// Answers the questions of many threads with few calls: while one call is under way, what others
/// ask queues up, and goes out together in the next.
///
/// ```
///  ask ─► nobody calls ─► call ─────────────► answers ─► the first who waits calls for all who wait
///     └─► somebody does ─► wait ─► answer, or the call falls to this thread
/// ```
///
/// Each call is made by a thread that asked, so that a lone question is a plain call. One that
/// follows a call waits a moment for more, as where many ask more come soon. Where many wait, a
/// second call does not wait for the first: the server makes its answer while the first is read.
/// Where a call for several is rejected, each asks once more for itself: what is wrong with one
/// question is answered to that one only.
final class Together<Q, A> {

    private static final int CALLS_AT_ONCE = 2;

    /// Questions that wait before a second call is made for them.
    static final int MANY = 50;

    private final Caller<Q, A> caller;
    private final BiPredicate<List<Q>, Q> fits;
    private final Duration moment;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Asked<Q, A>> waiting = new ArrayDeque<>();
    private int calls;

    /// Asks the server.
    @FunctionalInterface
    interface Caller<Q, A> {

        /// One answer for each question, in their order.
        List<A> answer(List<Q> questions);
    }

    /// @param fits whether a question can go out in one call with others
    /// @param moment what a call that follows another waits for more questions
    Together(Caller<Q, A> caller, BiPredicate<List<Q>, Q> fits, Duration moment) {
        this.caller = caller;
        this.fits = fits;
        this.moment = moment;
    }

    private static final class Asked<Q, A> {

        private final Q question;
        private final CompletableFuture<Turn<Q, A>> turn = new CompletableFuture<>();

        Asked(Q question) {
            this.question = question;
        }
    }

    /// What becomes of a question that waits.
    private sealed interface Turn<Q, A> {

        record Answered<Q, A>(A answer) implements Turn<Q, A> {}

        record Failed<Q, A>(VsphereException why) implements Turn<Q, A> {}

        /// It is asked in a call of its own.
        record Alone<Q, A>() implements Turn<Q, A> {}

        /// The thread that asks calls, for all who wait.
        record Calls<Q, A>() implements Turn<Q, A> {}
    }

    /// Throws [VsphereException] as the call does.
    A ask(Q question) {
        var asked = new Asked<Q, A>(question);
        var begun = begin(asked);
        if (!begun.isEmpty()) {
            return call(begun);
        }
        return switch (await(asked)) {
            case Turn.Answered<Q, A>(var answer) -> answer;
            case Turn.Failed<Q, A>(var why) ->
                    throw new VsphereException(why.request(), why.fault(), why);
            case Turn.Alone<Q, A> _ -> alone(asked);
            case Turn.Calls<Q, A> _ -> call(gathered(asked));
        };
    }

    /// How many questions wait.
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /// What this thread calls for at once; nothing where it waits.
    private List<Asked<Q, A>> begin(Asked<Q, A> asked) {
        lock.lock();
        try {
            if (calls == 0 || (calls < CALLS_AT_ONCE && waiting.size() >= MANY)) {
                calls++;
                return taken(asked);
            }
            waiting.add(asked);
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    /// Those that can go out with one of them; they wait no longer. Called with the lock.
    private List<Asked<Q, A>> taken(Asked<Q, A> first) {
        var all = new ArrayList<>(List.of(first));
        var questions = new ArrayList<>(List.of(first.question));
        for (var asked : waiting) {
            if (fits.test(questions, asked.question)) {
                all.add(asked);
                questions.add(asked.question);
            }
        }
        waiting.removeAll(all);
        return all;
    }

    private A alone(Asked<Q, A> asked) {
        return caller.answer(List.of(asked.question)).getFirst();
    }

    private A call(List<Asked<Q, A>> all) {
        var others = all.subList(1, all.size());
        try {
            var answers = caller.answer(all.stream().map(a -> a.question).toList());
            for (int i = 1; i < all.size(); i++) {
                all.get(i).turn.complete(new Turn.Answered<>(answers.get(i)));
            }
            return answers.getFirst();
        } catch (VsphereException e) {
            boolean ofOne =
                    e.fault() instanceof VsphereFault.Rejected
                            || Thread.currentThread().isInterrupted();
            others.forEach(o -> o.turn.complete(ofOne ? new Turn.Alone<>() : new Turn.Failed<>(e)));
            if (!ofOne || others.isEmpty()) {
                throw e;
            }
        } finally {
            others.forEach(o -> o.turn.complete(new Turn.Alone<>()));
            handOver();
        }
        return alone(all.getFirst());
    }

    private List<Asked<Q, A>> gathered(Asked<Q, A> first) {
        try {
            Thread.sleep(moment);
        } catch (InterruptedException e) {
            handOver();
            throw interrupted(e);
        }
        lock.lock();
        try {
            return taken(first);
        } finally {
            lock.unlock();
        }
    }

    private void handOver() {
        lock.lock();
        try {
            var next = waiting.poll();
            if (next == null) {
                calls--;
            } else {
                next.turn.complete(new Turn.Calls<>());
            }
        } finally {
            lock.unlock();
        }
    }

    private Turn<Q, A> await(Asked<Q, A> asked) {
        try {
            return asked.turn.get();
        } catch (InterruptedException e) {
            leave(asked);
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VsphereException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new VsphereException("read", new VsphereFault.Unreachable("interrupted"), e);
    }

    /// The call that fell to a thread which is interrupted falls to the next.
    private void leave(Asked<Q, A> asked) {
        lock.lock();
        try {
            boolean waits = waiting.remove(asked);
            if (!waits && asked.turn.getNow(new Turn.Alone<>()) instanceof Turn.Calls<Q, A>) {
                handOver();
            }
        } finally {
            lock.unlock();
        }
    }
}
