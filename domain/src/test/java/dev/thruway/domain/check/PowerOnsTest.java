package dev.thruway.domain.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.plan.Blocker;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PowerOnsTest {

    private final CheckWorld world = new CheckWorld();

    @BeforeEach
    void theHostNeedsAReboot() {
        world.rebinds = false;
        assertThat(world.startable().steps())
                .extracting(s -> s.action().getClass().getSimpleName())
                .contains("RebootHost", "PowerOnVm");
    }

    @ParameterizedTest
    @CsvSource({
        "NESTED_VIRTUALIZATION, nested-virtualization",
        "VIRTUALIZATION_BASED_SECURITY, virtualization-based-security"
    })
    void noHostIsRebootedForAVmThatCannotStart(VmFacts.Trait trait, String code) {
        world.traits = EnumSet.of(trait);
        var plan = world.startable();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.blockers()).extracting(Blocker::code).containsExactly(code);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NESTED_VIRTUALIZATION", "VIRTUALIZATION_BASED_SECURITY"})
    void whatOnlyGetsLostKeepsNobody(VmFacts.Trait trait) {
        world.traits = EnumSet.of(trait);
        assertThat(world.startable().blockers()).isEmpty();
    }

    @Test
    void norForOneWhoseMemoryDoesNotFit() {
        world.memory = ByteSize.ofGib(80);
        world.reserved = Map.of("web01", ByteSize.ofGib(16));
        assertThat(world.startable().blockers()).isEmpty();
        world.reserved = Map.of("web01", ByteSize.ofGib(17));
        var plan = world.startable();
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.blockers())
                .singleElement()
                .satisfies(b -> {
                    assertThat(b.code()).isEqualTo("memory-does-not-fit");
                    assertThat(b.cause().args()).containsEntry("server", "dl385-01");
                });
    }

    @Test
    void anotherVmOfTheFileThatStaysOffTakesNoMemory() {
        world.others = List.of("gpu09");
        world.memory = ByteSize.ofGib(80);
        assertThat(world.startable().blockers()).isEmpty();
    }

    @Test
    void whatCouldNotBeReadKeepsNobody() {
        world.traits = EnumSet.of(VmFacts.Trait.NESTED_VIRTUALIZATION);
        world.hostFacts = CheckWorld.unread("rejected");
        assertThat(world.startable().blockers()).isEmpty();
    }
}
