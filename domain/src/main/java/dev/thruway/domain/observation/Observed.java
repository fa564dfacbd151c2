package dev.thruway.domain.observation;

import dev.thruway.domain.text.Phrase;
import java.util.Optional;
import java.util.function.Function;

/// Something that was looked for: found out, or not.
public sealed interface Observed<T> {

    /// It was found out. That a thing is absent is a value of `T`, such as an empty list.
    record Known<T>(T value) implements Observed<T> {}

    /// It could not be found out.
    record Unknown<T>(Phrase cause) implements Observed<T> {}

    static <T> Observed<T> of(T value) {
        return new Known<>(value);
    }

    static <T> Observed<T> unknown(Phrase cause) {
        return new Unknown<>(cause);
    }

    default <R> Observed<R> map(Function<? super T, ? extends R> f) {
        return switch (this) {
            case Known<T>(T value) -> new Known<R>(f.apply(value));
            case Unknown<T>(Phrase cause) -> new Unknown<R>(cause);
        };
    }

    /// What a second look finds, where the first found something out.
    default <R> Observed<R> flatMap(Function<? super T, Observed<R>> f) {
        return switch (this) {
            case Known<T>(T value) -> f.apply(value);
            case Unknown<T>(Phrase cause) -> new Unknown<R>(cause);
        };
    }

    /// The value, empty where it is unknown. For display and joins only: a decision looks at both.
    default Optional<T> known() {
        return switch (this) {
            case Known<T>(T value) -> Optional.of(value);
            case Unknown<T> _ -> Optional.empty();
        };
    }

    /// Why it is unknown, empty where it is known.
    default Optional<Phrase> whyUnknown() {
        return switch (this) {
            case Known<T> _ -> Optional.empty();
            case Unknown<T>(Phrase cause) -> Optional.of(cause);
        };
    }
}
