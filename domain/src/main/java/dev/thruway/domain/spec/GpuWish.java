package dev.thruway.domain.spec;

import java.util.Optional;

/// GPUs that a VM shall hold: one entry of its `gpus`.
public sealed interface GpuWish {

    int count();

    /// By DirectPath I/O: these cards of this host, and the VM is bound to it.
    record Fixed(CardChoice cards) implements GpuWish {

        @Override
        public int count() {
            return cards.count();
        }
    }

    /// By Dynamic DirectPath I/O: vSphere picks cards at power-on, by model or hardware label or
    /// both; at least one of the two is given.
    record Dynamic(Optional<String> model, Optional<String> label, int count) implements GpuWish {

        public Dynamic {
            if (model.isEmpty() && label.isEmpty()) {
                throw new IllegalArgumentException("a dynamic GPU without model and label");
            }
            if (count < 1 || count > CardChoice.MAX_COUNT) {
                throw new IllegalArgumentException("count out of range: " + count);
            }
        }
    }
}
