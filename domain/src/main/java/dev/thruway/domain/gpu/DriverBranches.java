package dev.thruway.domain.gpu;

import dev.thruway.domain.gpu.DriverChoice.Flavour;
import java.util.Optional;
import java.util.OptionalInt;

/// Which branches of NVIDIA's driver run a board, by the kind of their kernel modules.
///
/// @param open empty where the open kernel modules never run it
/// @param proprietary empty where the proprietary ones never do
public record DriverBranches(Optional<Span> open, Optional<Span> proprietary) {

    /// Of a board of another maker: what its driver needs is not known here.
    public static final DriverBranches NONE =
            new DriverBranches(Optional.empty(), Optional.empty());

    /// From one branch on, to the last that is known to be the last.
    ///
    /// @param last empty where none is known to be the last
    public record Span(int first, OptionalInt last) {

        public Span {
            if (first < 1 || last.orElse(first) < first) {
                throw new IllegalArgumentException(
                        "no span of branches: %d to %s".formatted(first, last));
            }
        }

        boolean holds(int branch) {
            return branch >= first && branch <= last.orElse(branch);
        }

        /// `515+`, or `384-580`.
        @Override
        public String toString() {
            return first + (last.isPresent() ? "-" + last.getAsInt() : "+");
        }
    }

    /// Whether modules of this kind, of this branch, run the board.
    public boolean runs(Flavour flavour, int branch) {
        return of(flavour).filter(span -> span.holds(branch)).isPresent();
    }

    public Optional<Span> of(Flavour flavour) {
        return switch (flavour) {
            case OPEN -> open;
            case PROPRIETARY -> proprietary;
        };
    }
}
