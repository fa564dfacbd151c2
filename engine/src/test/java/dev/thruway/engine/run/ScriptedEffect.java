package dev.thruway.engine.run;

import dev.thruway.domain.text.Phrase;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// An effect that finds what a test wrote down, one look after the other; the last look stays.
public final class ScriptedEffect implements Effect {

    public static final Phrase SETTLED = Phrase.of("test.settled");
    public static final Phrase NOT_YET = Phrase.of("test.not-yet");
    public static final Phrase WRONG = Phrase.of("test.wrong");
    public static final Phrase UNCLEAR = Phrase.of("test.unclear");

    private final Deque<Look> looks;
    private final Runnable act;
    private int acts;
    private int taken;

    public ScriptedEffect(Runnable act, Look... looks) {
        this.act = act;
        this.looks = new ArrayDeque<>(List.of(looks));
    }

    public ScriptedEffect(Look... looks) {
        this(() -> {}, looks);
    }

    public static Look settled() {
        return new Look.Settled(SETTLED);
    }

    public static Look notYet() {
        return new Look.NotYet(NOT_YET, Duration.ofSeconds(10));
    }

    public static Look staying() {
        return new Look.Staying(NOT_YET, Duration.ofSeconds(3));
    }

    public static Look wrong() {
        return new Look.Wrong(WRONG);
    }

    public static Look unclear() {
        return new Look.Unclear(UNCLEAR);
    }

    @Override
    public Look look() {
        taken++;
        return looks.size() > 1 ? looks.removeFirst() : looks.getFirst();
    }

    @Override
    public void act() {
        acts++;
        act.run();
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(60);
    }

    public int acts() {
        return acts;
    }

    public int taken() {
        return taken;
    }
}
