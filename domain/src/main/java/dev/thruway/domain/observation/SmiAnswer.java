package dev.thruway.domain.observation;

import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.text.Phrase;
import java.util.List;

/// What nvidia-smi said.
public sealed interface SmiAnswer {

    /// The GPUs that it lists.
    default List<SmiGpu> gpus() {
        return List.of();
    }

    /// A report.
    record Listed(List<SmiGpu> gpus) implements SmiAnswer {
        public Listed {
            gpus = List.copyOf(gpus);
        }
    }

    /// That it cannot, in its own words; or there is no nvidia-smi. So it lists no GPU.
    record Failed(Phrase cause) implements SmiAnswer {}

    /// Something that is no report: what it lists is not known.
    record Unread(Phrase cause) implements SmiAnswer {}
}
