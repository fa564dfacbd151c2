package dev.thruway.domain.plan;

import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.GuestObservation.CudaProof;
import dev.thruway.domain.observation.GuestObservation.Function;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import dev.thruway.domain.observation.GuestObservation.GuestDriver;
import dev.thruway.domain.observation.GuestObservation.OpenDrivers;
import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.SmiAnswer;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The operating system of one VM as a test changes it. What it says of its GPUs follows from the
/// cards that it was given, unless a test says otherwise.
final class GuestDraft {

    static final String VERSION = "580.95.05";

    Optional<Phrase> unread = Optional.empty();
    int boot = 1;
    boolean nouveauLoaded;
    boolean nouveauLoadable = true;
    boolean initramfsUnread;
    Optional<String> installed = Optional.empty();
    Optional<String> loaded = Optional.empty();
    Optional<CudaProof> proof = Optional.empty();
    Optional<GuestBefore> before = Optional.empty();
    Optional<SmiAnswer> smi = Optional.empty();
    Optional<List<Function>> bus = Optional.empty();
    List<Function> others = List.of();

    /// After every step of the journey.
    void finish(int gpus) {
        nouveauLoadable = false;
        nouveauLoaded = false;
        installed = Optional.of(VERSION);
        loaded = installed;
        prove(gpus);
    }

    void prove(int gpus) {
        var addresses = new ArrayList<String>();
        for (int i = 0; i < gpus; i++) {
            addresses.add(address(i).toString());
        }
        proof = Optional.of(new CudaProof(bootId(), loaded.orElse("-"), addresses));
    }

    /// What a start does: the open driver takes the card where nothing forbids it.
    void start(boolean hasGpu) {
        boot++;
        nouveauLoaded = hasGpu && nouveauLoadable;
        loaded = hasGpu && !nouveauLoaded ? installed : Optional.empty();
    }

    /// What the guest's bus shows of each card's BARs.
    List<Bar> bars = List.of();

    String bootId() {
        return "boot-" + boot;
    }

    static PciAddress address(int gpu) {
        return new PciAddress(0, 2 + gpu, 0, 0);
    }

    Observed<GuestObservation> seen(List<PciIds> cards) {
        if (unread.isPresent()) {
            return Observed.unknown(unread.get());
        }
        return Observed.of(
                new GuestObservation(
                        "ubuntu",
                        "24.04",
                        "6.8.0-31-generic",
                        bootId(),
                        Observed.of(false),
                        new OpenDrivers(
                                nouveau(nouveauLoaded),
                                initramfsUnread
                                        ? Observed.unknown(
                                                Phrase.of(
                                                        "condition.initramfs-unread",
                                                        "file",
                                                        "/boot/initrd.img",
                                                        "says",
                                                        "no"))
                                        : Observed.of(nouveau(nouveauLoadable))),
                        new GuestDriver(installed, loaded),
                        bus.orElseGet(() -> functions(cards, bars)),
                        others,
                        smi.orElseGet(() -> listed(cards)),
                        proof,
                        before));
    }

    private static List<String> nouveau(boolean there) {
        return there ? List.of("nouveau") : List.of();
    }

    static List<Function> functions(List<PciIds> cards) {
        return functions(cards, List.of());
    }

    private static List<Function> functions(List<PciIds> cards, List<Bar> bars) {
        var functions = new ArrayList<Function>();
        for (var ids : cards) {
            functions.add(new Function(address(functions.size()), ids, List.of(), bars));
        }
        return functions;
    }

    private SmiAnswer listed(List<PciIds> cards) {
        if (loaded.isEmpty()) {
            return new SmiAnswer.Failed(Phrase.of("condition.smi-absent"));
        }
        var gpus = new ArrayList<SmiGpu>();
        for (var ids : cards) {
            gpus.add(gpu(gpus.size(), ids, Optional.empty()));
        }
        return new SmiAnswer.Listed(gpus);
    }

    /// One GPU as nvidia-smi lists it, with the part of its memory that it reports.
    static SmiGpu gpu(int index, PciIds ids, Optional<String> serial) {
        var model = TestKnowledge.CATALOG.gpu(ids);
        long memory = model.map(m -> m.memory().bytes() >> 20).orElse(16_384L) * 94 / 100;
        return new SmiGpu(
                address(index),
                model.map(m -> "NVIDIA " + m.name()).orElse("NVIDIA GPU"),
                "GPU-" + index,
                serial,
                memory,
                VERSION,
                "13.0",
                Optional.of(ids));
    }
}
