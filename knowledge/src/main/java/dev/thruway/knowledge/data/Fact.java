package dev.thruway.knowledge.data;

/// Something that is known, with the place where it is from.
///
/// @param source what a reader can look up; never blank
public record Fact<T>(T is, String source, Certainty sure) {

    public Fact {
        if (source.isBlank()) {
            throw new IllegalArgumentException("a fact without a source: " + is);
        }
    }
}
