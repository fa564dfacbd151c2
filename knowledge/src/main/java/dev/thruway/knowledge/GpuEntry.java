package dev.thruway.knowledge;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.knowledge.data.Fact;
import java.util.List;
import java.util.Optional;

/// One entry of the catalog: a model, and where each of its facts is from.
///
/// @param bars empty where no source for them is known; the framebuffer rule applies then
/// @param window GiB that the maker publishes for one GPU; shown, never used for sizing
/// @param note the key of a sentence, under `catalog.note.`
public record GpuEntry(
        GpuModel model,
        Fact<String> architecture,
        Fact<List<String>> ids,
        Fact<ByteSize> memory,
        Optional<Fact<List<Bar>>> bars,
        Optional<Fact<Integer>> window,
        Optional<String> note) {}
