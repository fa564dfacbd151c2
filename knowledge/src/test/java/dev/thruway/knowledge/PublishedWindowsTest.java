package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What makers publish for one GPU, against what is computed from the catalog.
final class PublishedWindowsTest {

    @Test
    void eachIsMetOrTheDifferenceIsExplained() {
        int published = 0;
        for (var entry : GpuCatalog.builtIn().entries()) {
            if (entry.window().isPresent()) {
                published++;
                boolean met = computed(entry).equals(Optional.of((long) entry.window().get().is()));
                assertThat(met || entry.note().isPresent())
                        .as(
                                "%s: computed %s, published %s, no note",
                                entry.model().name(), computed(entry), entry.window().get().is())
                        .isTrue();
            }
        }
        assertThat(published).isGreaterThanOrEqualTo(15);
    }

    /// Where none is needed, none may be published.
    private static Optional<Long> computed(GpuEntry entry) {
        var model = entry.model();
        var device = MmioDevice.of(model);
        return MmioWindow.of(List.of(device)) instanceof MmioWindow.Needed needed
                ? Optional.of(needed.gib())
                : Optional.empty();
    }
}
