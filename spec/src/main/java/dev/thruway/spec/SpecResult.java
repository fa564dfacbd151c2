package dev.thruway.spec;

import dev.thruway.domain.spec.Spec;
import java.util.List;

/// What came of reading the files of a run.
public sealed interface SpecResult {

    /// All of them are right.
    ///
    /// @param files their names, in the order of reading
    record Read(Spec spec, Positions positions, List<String> files) implements SpecResult {

        public Read {
            files = List.copyOf(files);
        }
    }

    /// At least one is wrong, and nothing of any is used.
    ///
    /// @param errors in the order of files, lines and columns; at least one
    record Refused(List<SpecError> errors) implements SpecResult {

        public Refused {
            errors = List.copyOf(errors);
            if (errors.isEmpty()) {
                throw new IllegalArgumentException("refused without an error");
            }
        }
    }
}
