package dev.thruway.domain.plan;

import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;
import java.util.OptionalInt;

/// A card in a slot, as a test changes it.
final class CardDraft {

    /// What of host and BMC lists a card.
    enum ListedBy {
        BOTH,
        HOST_ONLY,
        BMC_ONLY
    }

    static final PciIds AUDIO = new PciIds(0x10DE, 0x22BA, 0x10DE, 0x1851);

    final PciAddress address;
    PciIds ids = TestKnowledge.L40S;
    int classCode = 0x0302;
    Optional<String> slot;
    OptionalInt node;
    Observed<PassthroughState> passthrough = Observed.of(PassthroughState.OFF);
    Optional<String> serial;
    Optional<String> vbios = Optional.of("95.02.66.00.02");
    Optional<String> health = Optional.of("OK");
    Optional<String> label = Optional.empty();
    Optional<PciAddress> dependent;
    Optional<String> mode = Optional.empty();

    /// What passthrough of the card's audio function is; empty where it has none.
    Optional<PassthroughState> audio = Optional.empty();

    /// Memory that the host's graphics tell; 0 where they do not.
    long graphicsGib;

    ListedBy listedBy = ListedBy.BOTH;

    CardDraft(String address, int slot, int node, String serial) {
        this.address = PciAddress.parse(address);
        this.dependent = Optional.of(this.address);
        this.slot = Optional.of(Integer.toString(slot));
        this.node = OptionalInt.of(node);
        this.serial = Optional.of(serial);
    }

    void passthrough(PassthroughState state) {
        passthrough = Observed.of(state);
    }

    PassthroughState state() {
        return passthrough.known().orElseThrow();
    }

    private String name() {
        return TestKnowledge.CATALOG.gpu(ids).map(m -> "NVIDIA " + m.name()).orElse("NVIDIA GPU");
    }

    HostFunction function() {
        return new HostFunction(
                address,
                ids,
                classCode,
                name(),
                Observed.of(slot),
                node,
                passthrough,
                label,
                dependent,
                mode,
                Optional.of(ByteSize.ofGib(graphicsGib)).filter(m -> graphicsGib > 0));
    }

    PciAddress audioAddress() {
        return address.withFunction(1);
    }

    Optional<HostFunction> audioFunction() {
        return audio.map(state ->
                new HostFunction(
                        audioAddress(),
                        AUDIO,
                        0x0403,
                        "NVIDIA audio",
                        Observed.of(slot),
                        node,
                        Observed.of(state),
                        Optional.empty(),
                        Optional.of(audioAddress()),
                        Optional.empty(),
                        Optional.empty()));
    }

    BmcGpu gpu() {
        return new BmcGpu(
                name(),
                Optional.of(address),
                Optional.of(ids),
                slot.map(s -> "PCI-E Slot " + s),
                serial,
                Optional.empty(),
                vbios,
                health);
    }
}
