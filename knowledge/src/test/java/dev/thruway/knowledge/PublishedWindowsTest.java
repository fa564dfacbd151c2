package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.text.Phrase;
import java.util.Collections;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What makers publish, against what is computed from the catalog.
final class PublishedWindowsTest {

    private static final GpuCatalog CATALOG = GpuCatalog.builtIn();

    /// Of each that is not met, the note that explains it.
    @Test
    void eachForOneGpuIsMetOrTheDifferenceIsExplained() {
        int published = 0;
        var unmet = new TreeMap<String, String>();
        for (var entry : CATALOG.entries()) {
            if (entry.window().isPresent()) {
                published++;
                long window = entry.window().get().is();
                if (!computed(entry.model(), 1).equals(Optional.of(window))) {
                    unmet.put(entry.model().name(), entry.note().map(Phrase::key).orElse("none"));
                }
            }
        }
        assertThat(published).isEqualTo(24);
        assertThat(unmet)
                .containsExactly(
                        entry("Quadro-RTX-8000", "catalog.note.published-less-than-rule"),
                        entry("V100-16GB", "catalog.note.table-lists-all-v100"));
    }

    /// VMware's guide for the V100 (blogs.vmware.com/apps/2018/10), the text of Broadcom KB 323402
    /// (two of 24 GB), and NVIDIA's table, which has the A16 by the board with its four GPUs.
    @ParameterizedTest
    @CsvSource({"V100-16GB, 2, 64", "V100-16GB, 3, 64", "L4, 2, 128", "A10, 2, 128", "A16, 4, 128"})
    void eachForSeveralGpusIsMet(String name, int count, long window) {
        assertThat(CATALOG.named(name))
                .singleElement()
                .satisfies(e -> assertThat(computed(e.model(), count)).contains(window));
    }

    /// Where none is needed, none may be published.
    private static Optional<Long> computed(GpuModel model, int count) {
        var devices = Collections.nCopies(count, MmioDevice.of(model));
        return MmioWindow.of(devices) instanceof MmioWindow.Needed needed
                ? Optional.of(needed.gib())
                : Optional.empty();
    }
}
