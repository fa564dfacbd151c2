package dev.thruway.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.observation.Observed;
import dev.thruway.knowledge.ProductKnowledge;
import org.junit.jupiter.api.Test;

/// Whether a guest runs under Secure Boot: what is not known is not taken for off.
final class SecureBootTest {

    private static final String VARIABLE =
            "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";

    private final ScriptedGuest guest = new ScriptedGuest();

    private Observed<Boolean> read() {
        return new GuestReader(guest.shell(), ProductKnowledge.builtIn()).secureBoot();
    }

    @Test
    void mokutilSaysIt() {
        guest.program("mokutil --sb-state", 0, "SecureBoot enabled\n");
        assertThat(read()).isEqualTo(Observed.of(true));
        guest.program("mokutil --sb-state", 0, "SecureBoot disabled\n");
        assertThat(read()).isEqualTo(Observed.of(false));
    }

    @Test
    void withoutMokutilTheFirmwareSaysIt() {
        guest.file(VARIABLE, "\u0006\0\0\0\u0001");
        assertThat(read()).isEqualTo(Observed.of(true));
        guest.file(VARIABLE, "\u0006\0\0\0\0");
        assertThat(read()).isEqualTo(Observed.of(false));
    }

    @Test
    void aGuestThatSaysNothingIsUnknown() {
        assertThat(read().whyUnknown()).isPresent();
        guest.program("mokutil --sb-state", 1, "EFI variables are not supported on this system\n");
        assertThat(read().whyUnknown()).isPresent();
        guest.file(VARIABLE, "\u0006\0");
        assertThat(read().whyUnknown()).isPresent();
    }
}
