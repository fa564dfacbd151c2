package dev.thruway.lab.scenario;

/// A scenario is wrong: where, and what was expected there.
public final class ScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String expected;

    /// A place in a file. Lines and columns count from 1; both are 0 where the whole file is meant.
    public record Place(String file, int line, int column) {
        @Override
        public String toString() {
            return line == 0 ? file : "%s:%d:%d".formatted(file, line, column);
        }
    }

    public ScenarioException(Place place, String expected) {
        super("%s: %s".formatted(place, expected));
        this.place = place;
        this.expected = expected;
    }

    public Place place() {
        return place;
    }

    /// What was expected there, for developers; in English.
    public String expected() {
        return expected;
    }
}
