package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.capture.Names.Kind;
import org.junit.jupiter.api.Test;

class PseudonymsTest {

    private final Names names = new Pseudonyms();

    @Test
    void callsTheSameThingAlwaysTheSame() {
        assertThat(names.of(Kind.VM, "gpu02")).isEqualTo("vm-001");
        assertThat(names.of(Kind.VM, "gpu03")).isEqualTo("vm-002");
        assertThat(names.of(Kind.VM, "gpu02")).isEqualTo("vm-001");
        assertThat(names.of(Kind.HOST, "gpu02")).isEqualTo("host-001.example.com");
    }

    @Test
    void keepsTheFormOfIdsAndAddresses() {
        assertThat(names.of(Kind.UUID, "5032a1d0-6f7c-4be2-9d31-0c5e7a9b0032"))
                .isEqualTo("00000000-0000-4000-8000-000000000001");
        assertThat(names.of(Kind.MAC, "00:50:56:8a:5b:32")).isEqualTo("00:50:56:00:00:01");
        assertThat(names.of(Kind.ADDRESS, "2001:db8::1")).isEqualTo("198.18.0.2");
    }

    @Test
    void replacesTheNamesInNotes() {
        var note =
                "{\"vm\":\"u1\",\"cards\":[{\"slot\":\"3\",\"serial\":\"132\\\"0\"}],\"name\":\"gpu02\"}";
        assertThat(names.inNote(note))
                .isEqualTo(
                        "{\"vm\":\"00000000-0000-4000-8000-000000000001\",\"cards\":"
                            + "[{\"slot\":\"3\",\"serial\":\"SERIAL000001\"}],\"name\":\"vm-001\"}");
    }

    @Test
    void holdsNamesAsAnInventoryDoes() {
        var kept = new Names.AsTheyAre().inInventory();
        assertThat(kept.of(Kind.VM, "a/b\\c%")).isEqualTo("a%2fb%5cc%25");
        assertThat(kept.of(Kind.DATASTORE, "a/b")).isEqualTo("a/b");
    }
}
