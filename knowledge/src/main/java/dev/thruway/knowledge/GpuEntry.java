package dev.thruway.knowledge;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.text.Phrase;
import dev.thruway.knowledge.data.Fact;
import java.util.List;
import java.util.Optional;

/// One entry of the catalog: a model, and where each of its facts is from. What is empty is not
/// known.
///
/// @param generation what it shares with the boards of its architecture
/// @param bars the framebuffer rule applies where they are not known
/// @param functions what else is on the card beside the GPU itself; an empty list is "nothing"
/// @param sriov whether the card has virtual functions
/// @param vgpu whether its maker's software shares it between VMs
/// @param driverFrom the first branch of NVIDIA's driver that lists the board
/// @param window GiB that the maker publishes for one GPU; shown, never used for sizing
/// @param own the user's own catalog that it is from; empty for one that comes with Thruway
public record GpuEntry(
        GpuModel model,
        Architecture generation,
        Fact<String> architecture,
        Fact<List<String>> ids,
        Fact<ByteSize> memory,
        Optional<Fact<List<Bar>>> bars,
        Optional<Fact<List<CardFunction>>> functions,
        Optional<Fact<Ability>> sriov,
        Optional<Fact<Ability>> vgpu,
        Optional<Fact<Integer>> driverFrom,
        Optional<Fact<Integer>> window,
        Optional<Phrase> note,
        Optional<String> own) {

    /// A further PCI function of a card.
    public enum CardFunction {
        AUDIO,
        USB,
        /// The USB Type-C connector's controller.
        UCSI
    }

    /// Whether a card can do something.
    public enum Ability {
        YES,
        NO
    }
}
