package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.text.Phrase;
import java.time.Duration;

/// What a step takes away from somebody, and for about how long.
public record Interrupt(Kind kind, String name, Phrase why, Duration estimate) {

    /// What is interrupted.
    public enum Kind {
        HOST("host"),
        VM("vm");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Interrupt of(Target target, Phrase why, Duration estimate) {
        var kind =
                switch (target.kind()) {
                    case SERVER -> Kind.HOST;
                    case VM -> Kind.VM;
                };
        return new Interrupt(kind, target.name(), why, estimate);
    }
}
