package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.ManagedObjectNotFound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class TogetherTest {

    private static final String GONE = "gone";

    private final List<List<String>> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstCall = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    /// The first call lasts until it may end.
    private List<String> answer(List<String> questions) {
        calls.add(questions);
        if (calls.size() == 1) {
            firstCall.countDown();
            await(mayEnd);
        }
        if (questions.contains(GONE)) {
            throw new VsphereException(
                    "read",
                    new VsphereFault.Rejected(
                            "ManagedObjectNotFound",
                            "gone",
                            List.of(),
                            new ManagedObjectNotFound(null, List.of(), null)));
        }
        return questions.stream().map(q -> "answer to " + q).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VsphereException("read", new VsphereFault.Unreachable("interrupted"), e);
        }
    }

    private Together<String, String> together(BiPredicate<List<String>, String> fits) {
        return new Together<>(this::answer, fits, Duration.ZERO);
    }

    /// Asks one question, and the others while its call is under way.
    private List<Future<String>> ask(Together<String, String> together, String... questions) {
        var futures = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            futures.add(threads.submit(asked(together, questions[0])));
            await(firstCall);
            for (int i = 1; i < questions.length; i++) {
                futures.add(threads.submit(asked(together, questions[i])));
                awaitWaiting(together, i);
            }
            mayEnd.countDown();
        }
        return futures;
    }

    private static Callable<String> asked(Together<String, String> together, String question) {
        return () -> together.ask(question);
    }

    private static void awaitWaiting(Together<String, String> together, int count) {
        while (together.waiting() < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aLoneQuestionIsACallOfItsOwn() {
        mayEnd.countDown();
        assertThat(together((_, _) -> true).ask("a")).isEqualTo("answer to a");
        assertThat(calls).containsExactly(List.of("a"));
    }

    @Test
    void whatIsAskedDuringACallGoesOutTogetherInTheNext() throws Exception {
        var answers = ask(together((_, _) -> true), "a", "b", "c", "d");

        assertThat(calls).containsExactly(List.of("a"), List.of("b", "c", "d"));
        assertThat(answers.get(3).get()).isEqualTo("answer to d");
        assertThat(answers.get(1).get()).isEqualTo("answer to b");
    }

    @Test
    void whereManyWaitASecondCallDoesNotWaitForTheFirst() throws Exception {
        var together = together((_, _) -> true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(asked(together, "a"));
            await(firstCall);
            var many = new ArrayList<Future<String>>();
            for (int i = 0; i <= Together.MANY; i++) {
                many.add(threads.submit(asked(together, "b")));
            }
            for (var one : many) {
                assertThat(one.get()).isEqualTo("answer to b");
            }
            assertThat(first.isDone()).isFalse();
            mayEnd.countDown();
            assertThat(first.get()).isEqualTo("answer to a");
        }
        assertThat(calls).extracting(List::size).containsExactly(1, Together.MANY + 1);
    }

    @Test
    void whatDoesNotFitWaitsForTheNextCall() throws Exception {
        var answers = ask(together((some, _) -> some.size() < 2), "a", "b", "c", "d");

        assertThat(calls).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
        assertThat(answers.get(3).get()).isEqualTo("answer to d");
    }

    @Test
    void whatIsWrongWithOneQuestionIsAnsweredToThatOneOnly() throws Exception {
        var answers = ask(together((_, _) -> true), "a", "b", GONE, "d");

        assertThat(answers.get(1).get()).isEqualTo("answer to b");
        assertThat(answers.get(3).get()).isEqualTo("answer to d");
        assertThatThrownBy(answers.get(2)::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        VsphereException.class,
                        e -> assertThat(e.fault()).isInstanceOf(VsphereFault.Rejected.class));
        assertThat(calls).hasSize(5);
    }

    @Test
    void aThreadThatIsInterruptedWhileItWaitsTakesNobodyWithIt() throws Exception {
        var together = together((_, _) -> true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(asked(together, "a"));
            await(firstCall);
            var second = threads.submit(asked(together, "b"));
            awaitWaiting(together, 1);
            var third = threads.submit(asked(together, "c"));
            awaitWaiting(together, 2);
            second.cancel(true);
            while (together.waiting() > 1) {
                Thread.onSpinWait();
            }
            mayEnd.countDown();
            assertThat(first.get()).isEqualTo("answer to a");
            assertThat(third.get()).isEqualTo("answer to c");
        }
        assertThat(calls).containsExactly(List.of("a"), List.of("c"));
    }
}
