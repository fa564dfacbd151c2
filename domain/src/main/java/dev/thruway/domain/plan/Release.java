package dev.thruway.domain.plan;

import java.util.Optional;
import java.util.regex.Pattern;

/// A release of ESXi, `8.0.2` for 8.0 Update 2.
public record Release(int major, int minor, int update) implements Comparable<Release> {

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\..*)?");

    public static Optional<Release> parse(String text) {
        var m = TEXT.matcher(text.strip());
        return m.matches()
                ? Optional.of(
                        new Release(
                                Integer.parseInt(m.group(1)),
                                Integer.parseInt(m.group(2)),
                                m.group(3) == null ? 0 : Integer.parseInt(m.group(3))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Release other) {
        if (major != other.major) {
            return Integer.compare(major, other.major);
        }
        return minor != other.minor
                ? Integer.compare(minor, other.minor)
                : Integer.compare(update, other.update);
    }

    public boolean isBefore(Release other) {
        return compareTo(other) < 0;
    }

    /// Without its update.
    public Release line() {
        return new Release(major, minor, 0);
    }
}
