package dev.thruway.domain.spec;

/// Which NVIDIA driver a guest shall run.
public sealed interface Driver {

    /// The one that the knowledge of drivers picks for its GPUs and distribution.
    record Auto() implements Driver {}

    /// This branch.
    ///
    /// @param number the first number of its versions, such as 580
    record Branch(int number) implements Driver {

        public Branch {
            if (number < 100 || number > 999) {
                throw new IllegalArgumentException("not a driver branch: " + number);
            }
        }
    }

    /// None of ours: something else installs it, such as the GPU Operator, and it is only verified.
    record None() implements Driver {}
}
