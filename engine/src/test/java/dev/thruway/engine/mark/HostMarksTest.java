package dev.thruway.engine.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HostMarksTest {

    private static final PciIds L40S = new PciIds(PciIds.NVIDIA, 0x26B9, PciIds.NVIDIA, 0x1851);

    private static final HostBefore BEFORE =
            HostBefore.NOTHING
                    .with(PciAddress.parse("0000:41:00.0"), false, L40S)
                    .with(PciAddress.parse("0000:c1:00.0"), true, L40S)
                    .withLabel(PciAddress.parse("0000:c1:00.0"), "AI 用 \"1\"", L40S)
                    .withLabel(PciAddress.parse("0000:c2:00.0"), "", L40S);

    private static final HostPending PENDING =
            new HostPending(
                    Instant.parse("2026-02-17T11:00:00Z"),
                    "田中@管理PC",
                    Instant.parse("2026-03-01T02:00:00.5Z"),
                    HostPending.Stage.SHUTTING_DOWN,
                    List.of(new HostPending.Ran("52f3a1d0-0002", "会計 \"本番\"")));

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(HostMarks.readBefore(HostMarks.text(BEFORE))).contains(BEFORE);
        assertThat(HostMarks.readPending(PendingNote.text(PENDING))).contains(PENDING);
    }

    @Test
    void aNoteOfAnOlderVersionIsOfAMaintenanceMode() {
        var text = "{'bootTime':'2026-02-17T11:00:00Z','who':'me','since':'2026-03-01T02:00:00Z'}";
        assertThat(HostMarks.readPending(text.replace('\'', '"')))
                .get()
                .satisfies(p -> assertThat(p.stage()).isEqualTo(HostPending.Stage.MAINTENANCE))
                .satisfies(p -> assertThat(p.ran()).isEmpty());
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
                .contains(
                        new HostBefore(
                                new TreeMap<>(Map.of(PciAddress.parse("0000:41:00.0"), false)),
                                new TreeMap<>(),
                                new TreeMap<>()));
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
                "{'who':'tanaka@pc','since':'2026-03-01T02:00:00Z'}|tanaka@pc|2026-03-01T02:00:00Z",
                "{'who':'tanaka@pc','pid':'x','started':7}|tanaka@pc|?",
                "{'who':{}}|?|?",
                "garbage|?|?",
            },
            quoteCharacter = '`')
    void aLockNamesItsHolderAsFarAsItSaysSo(String text, String who, String since) {
        var signs = new Held.Signs(Optional.of(text.replace('\'', '"')), Optional.empty());
        var held = LockFolder.held(signs, "[a] b");
        assertThat(List.of(held.who(), held.since(), held.folder()))
                .containsExactly(who, since, "[a] b");
    }
}
