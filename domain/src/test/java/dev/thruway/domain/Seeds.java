package dev.thruway.domain;

import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/// Runs a property with many seeds. A failure names its seed; `-Dthruway.seed=N` replays that one.
public final class Seeds {

    private static final int PER_RUN = 5_000;

    private Seeds() {}

    public static void each(Consumer<Random> property) {
        each(PER_RUN, property);
    }

    /// With fewer seeds, for a property that takes longer.
    public static void each(int seeds, Consumer<Random> property) {
        seeds(seeds)
                .forEach(seed -> {
                    try {
                        property.accept(new Random(seed));
                    } catch (AssertionError | RuntimeException e) {
                        throw new AssertionError("replay with -Dthruway.seed=" + seed, e);
                    }
                });
    }

    private static LongStream seeds(int most) {
        var replay = Long.getLong("thruway.seed");
        return replay != null ? LongStream.of(replay) : LongStream.rangeClosed(1, most);
    }
}
