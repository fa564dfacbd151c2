package dev.thruway.domain.check;

import java.util.Locale;

/// What a finding means for the journey, the worst first.
public enum Severity {
    /// The journey would not end well, or not begin.
    BLOCKER,
    /// The journey goes on, and a person may regret it.
    WARNING,
    /// It could not be found out.
    UNKNOWN,
    /// As it must be.
    OK;

    /// As documents write it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
