package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverBranches;
import dev.thruway.domain.gpu.DriverBranches.Span;
import dev.thruway.knowledge.data.Fact;
import java.util.Optional;
import java.util.OptionalInt;

/// What all boards of one architecture share: their maker, and which kernel modules run them.
///
/// @param openFrom the first branch of NVIDIA's driver whose open modules run it; empty where none
///   do
/// @param proprietaryFrom as that, of the proprietary modules
/// @param proprietaryUntil the last branch whose proprietary modules run it; empty where none is
///   known to be the last
public record Architecture(
        String name,
        String vendor,
        Optional<Fact<Integer>> openFrom,
        Optional<Fact<Integer>> proprietaryFrom,
        Optional<Fact<Integer>> proprietaryUntil) {

    /// What runs a board of it: of a kind of modules nothing where they ended before the board
    /// came.
    ///
    /// @param boardFrom the first branch that lists the board itself, where that is known
    DriverBranches branches(Optional<Fact<Integer>> boardFrom) {
        int own = Math.max(1, boardFrom.map(Fact::is).orElse(1));
        var last = proprietaryUntil.map(f -> OptionalInt.of(f.is())).orElseGet(OptionalInt::empty);
        return new DriverBranches(
                openFrom.flatMap(f -> span(Math.max(f.is(), own), OptionalInt.empty())),
                proprietaryFrom.flatMap(f -> span(Math.max(f.is(), own), last)));
    }

    private static Optional<Span> span(int first, OptionalInt last) {
        return last.orElse(first) < first ? Optional.empty() : Optional.of(new Span(first, last));
    }
}
