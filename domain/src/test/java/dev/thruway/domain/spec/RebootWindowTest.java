package dev.thruway.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebootWindowTest {

    private static RebootWindow window(String text) {
        return RebootWindow.parse(text).orElseThrow();
    }

    @Test
    void readsTheFormOfTheFile() {
        assertThat(window("Sat 02:00-05:00 Asia/Tokyo"))
                .isEqualTo(
                        new RebootWindow(
                                Set.of(DayOfWeek.SATURDAY),
                                LocalTime.of(2, 0),
                                LocalTime.of(5, 0),
                                ZoneId.of("Asia/Tokyo")));
    }

    @Test
    void readsListsRangesAndEveryDay() {
        assertThat(window("sat,Sunday 2:00-5:00 UTC").days())
                .containsExactlyInAnyOrder(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(window("Fri-Mon 02:00-05:00 UTC").days())
                .containsExactlyInAnyOrder(
                        DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY);
        assertThat(window("daily 00:00-24:00 UTC").days())
                .isEqualTo(EnumSet.allOf(DayOfWeek.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Sat",
                "Sat 02:00 Asia/Tokyo",
                "Sat 02:00-05:00",
                "Sat 02:00-05:00 Asia/Tokio",
                "Sut 02:00-05:00 Asia/Tokyo",
                "Sat, 02:00-05:00 Asia/Tokyo",
                "Sat 25:00-05:00 Asia/Tokyo",
                "Sat 02:60-05:00 Asia/Tokyo",
                "Sat 24:00-05:00 Asia/Tokyo",
                "Sat 02:00-02:00 Asia/Tokyo",
                "Sat 02:00-05:00 Asia/Tokyo extra"
            })
    void refusesWhatIsNoWindow(String text) {
        assertThat(RebootWindow.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // 2026-07-04 is a Saturday; 02:00 in Tokyo is 17:00 UTC of the day before.
        "2026-07-03T16:59:59Z, false",
        "2026-07-03T17:00:00Z, true",
        "2026-07-03T19:59:59Z, true",
        "2026-07-03T20:00:00Z, false",
        "2026-07-04T17:00:00Z, false"
    })
    void isOpenFromItsFirstMomentToBeforeItsLast(Instant time, boolean open) {
        assertThat(window("Sat 02:00-05:00 Asia/Tokyo").isOpenAt(time)).isEqualTo(open);
    }

    @Test
    void aWindowThatClosesEarlierThanItOpensClosesTheNextDay() {
        var night = window("Sat 22:00-04:00 UTC");
        assertThat(night.isOpenAt(Instant.parse("2026-07-05T03:59:00Z"))).isTrue();
        assertThat(night.isOpenAt(Instant.parse("2026-07-04T03:59:00Z"))).isFalse();
        assertThat(night.remainingAt(Instant.parse("2026-07-04T23:00:00Z")))
                .contains(Duration.ofHours(5));
    }

    @Test
    void nextOpeningIsNowWhileOpenAndElseTheNextOfItsDays() {
        var window = window("Sat 02:00-05:00 UTC");
        var open = Instant.parse("2026-07-04T03:00:00Z");
        assertThat(window.nextOpening(open)).isEqualTo(open);
        assertThat(window.nextOpening(Instant.parse("2026-07-04T05:00:00Z")))
                .isEqualTo("2026-07-11T02:00:00Z");
        assertThat(window.nextOpening(Instant.parse("2026-07-04T01:00:00Z")))
                .isEqualTo("2026-07-04T02:00:00Z");
    }

    @Test
    void opensAfterTheGapWhereTheClockIsPutForwardOverItsOpening() {
        // Berlin skips 02:00 to 03:00 on 2026-03-29, a Sunday.
        var window = window("Sun 02:30-05:00 Europe/Berlin");
        assertThat(window.nextOpening(Instant.parse("2026-03-28T12:00:00Z")))
                .isEqualTo("2026-03-29T01:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sat 02:00-05:00 Asia/Tokyo",
                "Mon,Fri 22:00-04:00 UTC",
                "daily 00:00-24:00 UTC"
            })
    void writesWhatItReads(String text) {
        assertThat(window(text)).hasToString(text);
    }
}
