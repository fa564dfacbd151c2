package dev.thruway.engine.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.pci.PciAddress;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostMarksTest {

    private static final HostBefore BEFORE =
            new HostBefore(
                    new TreeMap<>(
                            Map.of(
                                    PciAddress.parse("0000:41:00.0"), false,
                                    PciAddress.parse("0000:c1:00.0"), true)));

    private static final HostPending PENDING =
            new HostPending(
                    Instant.parse("2026-02-17T11:00:00Z"),
                    "田中@管理PC",
                    Instant.parse("2026-03-01T02:00:00.5Z"));

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(HostMarks.readBefore(HostMarks.text(BEFORE))).contains(BEFORE);
        assertThat(HostMarks.readPending(HostMarks.text(PENDING))).contains(PENDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "null", "[]", "{", "7", "\"x\""})
    void whatIsNoNoteCountsAsNone(String text) {
        assertThat(HostMarks.readBefore(text)).isEmpty();
        assertThat(HostMarks.readPending(text)).isEmpty();
    }

    @Test
    void aToggleThatCannotBeReadIsLeftOut() {
        var text =
                """
                {"passthroughEnabled":{"0000:41:00.0":false,"here":true,"0000:c1:00.0":"perhaps",
                 "0000:c2:00.0":{},"0000:c3:00.0":null}}
                """;

        assertThat(HostMarks.readBefore(text))
                .contains(HostBefore.NOTHING.with(PciAddress.parse("0000:41:00.0"), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"bootTime\":\"yesterday\",\"since\":\"2026-03-01T02:00:00Z\"}",
                "{\"bootTime\":\"2026-03-01T02:00:00Z\",\"since\":[]}",
            })
    void workWithoutItsTimesIsNoWork(String text) {
        assertThat(HostMarks.readPending(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'who':'tanaka@pc','since':'2026-03-01T02:00:00Z'}|tanaka@pc,"
                        + " 2026-03-01T02:00:00Z",
                "{'who':'tanaka@pc'}|tanaka@pc, ?",
                "{'who':{}}|?, ?",
                "garbage|?",
            },
            quoteCharacter = '`')
    void aLockNamesItsHolderAsFarAsItSaysSo(String text, String holder) {
        assertThat(HostMarks.holder(text.replace('\'', '"'))).isEqualTo(holder);
    }
}
