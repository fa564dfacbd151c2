package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.ServerObservation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The GPUs of one server, with what BMC and host say of the same card joined.
public final class CardInventory {

    /// Display controllers that belong to a BMC or a hypervisor, by PCI vendor (pci.ids): Matrox,
    /// ASPEED, VMware, QEMU/Bochs, Red Hat virtio, Cirrus.
    private static final Set<Integer> CONSOLE_DISPLAYS =
            Set.of(0x102B, 0x1A03, 0x15AD, 0x1234, 0x1AF4, 0x1013);

    private static final int CLASS_PROCESSING_ACCELERATOR = 0x1200;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private CardInventory() {}

    /// In slot order. A card of the BMC that the host does not list is not in it.
    public static List<Card> of(ServerObservation server, Knowledge knowledge) {
        var host = server.host().flatMap(o -> o.known());
        if (host.isEmpty()) {
            return List.of();
        }
        return of(server.name(), host.get(), bmcGpus(server), knowledge);
    }

    /// What only the BMC lists: cards that the host does not see, or all where no host is read.
    public static List<BmcGpu> onlyInBmc(ServerObservation server, Knowledge knowledge) {
        var rest = new ArrayList<>(bmcGpus(server));
        if (rest.isEmpty()) {
            return List.of();
        }
        of(server, knowledge).forEach(card -> card.bmc().ifPresent(rest::remove));
        return List.copyOf(rest);
    }

    private static List<BmcGpu> bmcGpus(ServerObservation server) {
        return server.bmc()
                .flatMap(o -> o.known())
                .map(BmcObservation::gpus)
                .flatMap(o -> o.known())
                .orElse(List.of());
    }

    private static List<Card> of(
            String server, HostObservation host, List<BmcGpu> bmcGpus, Knowledge knowledge) {
        var unmatched = new ArrayList<>(bmcGpus);
        var cards = new ArrayList<Card>();
        for (var function : host.functions()) {
            if (isGpu(function, knowledge)) {
                var match = match(function, unmatched);
                match.ifPresent(unmatched::remove);
                cards.add(
                        new Card(
                                server,
                                function,
                                companions(host, function, knowledge),
                                match,
                                knowledge.gpu(function.ids())));
            }
        }
        cards.sort(Card.SLOT_ORDER);
        return List.copyOf(cards);
    }

    /// The further functions of the device that a GPU is one of, and what it names as leaving the
    /// host with it. A GPU is nobody's companion: virtual functions of a card that serves vGPUs
    /// look like one.
    private static List<HostFunction> companions(
            HostObservation host, HostFunction gpu, Knowledge knowledge) {
        return host.functions().stream()
                .filter(f -> !f.address().equals(gpu.address()))
                .filter(f ->
                        f.address().sameSlotAs(gpu.address())
                                || gpu.dependent().filter(f.address()::equals).isPresent())
                .filter(f -> !f.isBridge() && !isGpu(f, knowledge))
                .sorted(Comparator.comparing(HostFunction::address))
                .toList();
    }

    /// A display controller, or a processing accelerator that the catalog knows, which is neither a
    /// BMC's nor a hypervisor's own display.
    public static boolean isGpu(HostFunction function, Knowledge knowledge) {
        if (CONSOLE_DISPLAYS.contains(function.ids().vendor())) {
            return false;
        }
        return function.isDisplay()
                || (function.classCode() == CLASS_PROCESSING_ACCELERATOR
                        && knowledge.gpu(function.ids()).isPresent());
    }

    /// The BMC's entry for the same card: same address and not contradicting ids; else the only one
    /// with the same slot; else the only one left with the same ids.
    private static Optional<BmcGpu> match(HostFunction function, List<BmcGpu> candidates) {
        var sameIds = candidates.stream().filter(g -> agrees(function, g)).toList();
        var byAddress =
                sameIds.stream()
                        .filter(g -> g.address().filter(function.address()::equals).isPresent())
                        .toList();
        if (byAddress.size() == 1) {
            return Optional.of(byAddress.getFirst());
        }
        var bySlot = sameIds.stream().filter(g -> sameSlot(function, g)).toList();
        if (bySlot.size() == 1) {
            return Optional.of(bySlot.getFirst());
        }
        var addressless = sameIds.stream().filter(g -> g.address().isEmpty()).toList();
        return addressless.size() == 1 && sameIds.size() == 1
                ? Optional.of(addressless.getFirst())
                : Optional.empty();
    }

    private static boolean agrees(HostFunction function, BmcGpu gpu) {
        return gpu.ids().map(ids -> ids.equals(function.ids())).orElse(true);
    }

    private static boolean sameSlot(HostFunction function, BmcGpu gpu) {
        var ours = function.slot().known().flatMap(s -> s).flatMap(CardInventory::number);
        var theirs = gpu.slot().flatMap(CardInventory::number);
        return ours.isPresent() && ours.equals(theirs);
    }

    private static Optional<String> number(String slot) {
        var m = NUMBER.matcher(slot);
        return m.find() ? Optional.of(m.group()) : Optional.empty();
    }
}
