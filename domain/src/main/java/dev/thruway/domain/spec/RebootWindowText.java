package dev.thruway.domain.spec;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The written form of a reboot window: `Sat 02:00-05:00 Asia/Tokyo`.
final class RebootWindowText {

    private static final Pattern FORM =
            Pattern.compile("(\\S+)\\s+(\\d{1,2}:\\d{2})-(\\d{1,2}:\\d{2})\\s+(\\S+)");

    private RebootWindowText() {}

    static Optional<RebootWindow> parse(String text) {
        var m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        var days = days(m.group(1));
        var opens = time(m.group(2));
        // A day's last moment is written 24:00 (ISO 8601); on the clock it is the next midnight.
        var closes =
                m.group(3).equals("24:00") ? Optional.of(LocalTime.MIDNIGHT) : time(m.group(3));
        var zone = zone(m.group(4));
        if (days.isEmpty() || opens.isEmpty() || closes.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        if (m.group(2).equals(m.group(3))) {
            return Optional.empty();
        }
        return Optional.of(new RebootWindow(days, opens.get(), closes.get(), zone.get()));
    }

    static String write(RebootWindow window) {
        var days = new ArrayList<String>();
        for (var day : window.days()) {
            days.add(day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
        }
        var closes = window.closes().equals(LocalTime.MIDNIGHT) ? "24:00" : window.closes();
        return "%s %s-%s %s"
                .formatted(
                        days.size() == 7 ? "daily" : String.join(",", days),
                        window.opens(),
                        closes,
                        window.zone());
    }

    /// No day at all where the text is not understood.
    private static Set<DayOfWeek> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        if (text.equalsIgnoreCase("daily")) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        for (var part : text.split(",", -1)) {
            int dash = part.indexOf('-');
            var first = day(dash < 0 ? part : part.substring(0, dash));
            var last = day(part.substring(dash + 1));
            if (first.isEmpty() || last.isEmpty()) {
                return Set.of();
            }
            for (var day = first.get(); day != last.get(); day = day.plus(1)) {
                days.add(day);
            }
            days.add(last.get());
        }
        return days;
    }

    private static Optional<DayOfWeek> day(String text) {
        for (var day : DayOfWeek.values()) {
            if (text.equalsIgnoreCase(day.name())
                    || text.equalsIgnoreCase(day.name().substring(0, 3))) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalTime> time(String text) {
        int colon = text.indexOf(':');
        int hour = Integer.parseInt(text.substring(0, colon));
        int minute = Integer.parseInt(text.substring(colon + 1));
        return hour > 23 || minute > 59
                ? Optional.empty()
                : Optional.of(LocalTime.of(hour, minute));
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
