package dev.thruway.engine.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OnePerKeyTest {

    private final OnePerKey<String, Object> open = new OnePerKey<>(_ -> false);

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoeverWantsTheSameWaitsForItAndGetsIt() throws Exception {
        var opened = new AtomicInteger();
        var asked = new CountDownLatch(20);
        Callable<Object> ask =
                () -> {
                    asked.countDown();
                    return open.get(
                            "a",
                            () -> {
                                await(asked);
                                return opened.incrementAndGet();
                            });
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new HashSet<Object>();
            for (var answer : threads.invokeAll(Collections.nCopies(20, ask))) {
                answers.add(answer.get());
            }
            assertThat(answers).hasSize(1);
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void oneThatOpensSlowlyDelaysNobodyElse() throws Exception {
        var begun = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow =
                    threads.submit(() ->
                            open.get(
                                    "dead",
                                    () -> {
                                        begun.countDown();
                                        await(release);
                                        return "at last";
                                    }));
            await(begun);

            assertThat(open.get("alive", () -> "at once")).isEqualTo("at once");

            release.countDown();
            assertThat(slow.get()).isEqualTo("at last");
        }
    }

    @Test
    void whatCouldNotBeOpenedIsTriedAgain() {
        assertThatThrownBy(() ->
                        open.get(
                                "a",
                                () -> {
                                    throw new IllegalStateException("down");
                                }))
                .hasMessage("down");

        assertThat(open.get("a", () -> "up")).isEqualTo("up");
    }

    @Test
    void aFailureThatLastsIsNotTriedAgain() {
        var lasting = new OnePerKey<String, Object>(IllegalStateException.class::isInstance);
        var refusal = new IllegalStateException("refused");
        assertThatThrownBy(() ->
                        lasting.get(
                                "a",
                                () -> {
                                    throw refusal;
                                }))
                .isSameAs(refusal);

        assertThatThrownBy(() -> lasting.get("a", () -> "never asked")).isSameAs(refusal);

        assertThat(lasting.takeAll()).isEmpty();
        assertThat(lasting.get("a", () -> "asked anew")).isEqualTo("asked anew");
    }

    @Test
    void whatIsTakenOutIsOpenedAnew() {
        open.get("a", () -> 1);
        open.get("b", () -> 2);

        assertThat(open.takeAll()).containsExactlyInAnyOrder(1, 2);

        assertThat(open.takeAll()).isEmpty();
        assertThat(open.get("a", () -> 3)).isEqualTo(3);
    }
}
