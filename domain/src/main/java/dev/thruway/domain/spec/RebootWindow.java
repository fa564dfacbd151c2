package dev.thruway.domain.spec;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// When a host may be rebooted: on these days, between these times, on the clock of this zone.
///
/// A window that closes at or before it opens closes on the next day. Times are wall-clock times:
/// where the clock is put forward over the opening, the window opens when the gap ends.
///
/// @param days the days on which it opens
public record RebootWindow(Set<DayOfWeek> days, LocalTime opens, LocalTime closes, ZoneId zone) {

    public RebootWindow {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a reboot window on no day");
        }
        days = Collections.unmodifiableSet(EnumSet.copyOf(days));
    }

    /// Reads `Sat 02:00-05:00 Asia/Tokyo`. Days may be a list, a range or every day: `Sat,Sun`,
    /// `Mon-Fri`, `daily`. Empty where the text is none.
    public static Optional<RebootWindow> parse(String text) {
        return RebootWindowText.parse(text);
    }

    public boolean isOpenAt(Instant time) {
        return opening(time).isPresent();
    }

    /// How long it stays open from this time on; empty where it is closed.
    public Optional<Duration> remainingAt(Instant time) {
        return opening(time).map(day -> Duration.between(time, closing(day)));
    }

    /// When it opens next: this time itself where it is open.
    public Instant nextOpening(Instant time) {
        if (isOpenAt(time)) {
            return time;
        }
        var day = time.atZone(zone).toLocalDate();
        while (!days.contains(day.getDayOfWeek()) || !opening(day).isAfter(time)) {
            day = day.plusDays(1);
        }
        return opening(day);
    }

    /// The day whose window is open at this time.
    private Optional<LocalDate> opening(Instant time) {
        var today = time.atZone(zone).toLocalDate();
        for (var day = today.minusDays(1); !day.isAfter(today); day = day.plusDays(1)) {
            if (days.contains(day.getDayOfWeek())
                    && !time.isBefore(opening(day))
                    && time.isBefore(closing(day))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private Instant opening(LocalDate day) {
        return ZonedDateTime.of(day, opens, zone).toInstant();
    }

    private Instant closing(LocalDate day) {
        var last = closes.isAfter(opens) ? day : day.plusDays(1);
        return ZonedDateTime.of(last, closes, zone).toInstant();
    }

    /// As the file writes it.
    @Override
    public String toString() {
        return RebootWindowText.write(this);
    }
}
