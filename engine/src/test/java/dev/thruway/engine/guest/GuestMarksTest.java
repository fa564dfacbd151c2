package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.GuestObservation.CudaProof;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GuestMarksTest {

    @Test
    void whatIsWrittenIsReadBack() {
        var proof = new CudaProof("5d3b", "580.95.05", List.of("0000:03:00.0"));
        var before = new GuestBefore(List.of("nvidia-utils-580"), List.of("/etc/x \"y\".conf"));

        assertThat(GuestMarks.readProof(GuestMarks.write(proof).text())).contains(proof);
        assertThat(GuestMarks.readBefore(GuestMarks.write(before).text())).contains(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "null", "[]", "{", "7"})
    void whatIsNoNoteCountsAsNone(String text) {
        assertThat(GuestMarks.readProof(text)).isEmpty();
        assertThat(GuestMarks.readBefore(text)).isEmpty();
    }

    @Test
    void aNoteWithOtherFieldsProvesNothing() {
        assertThat(GuestMarks.readProof("{\"bootId\":{},\"addresses\":\"all\"}"))
                .contains(new CudaProof("", "", List.of()));
    }
}
