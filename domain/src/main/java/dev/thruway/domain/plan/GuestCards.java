package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.GuestObservation.SmiGpu;
import dev.thruway.domain.observation.Observation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.pci.PciAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which card of the host each GPU in a guest is.
///
/// By the board's serial number where BMC and guest both tell it. What is left is paired in the
/// order in which the hypervisor numbers the VM's devices, and only where as many are left on both
/// sides; else it is not known.
public final class GuestCards {

    private GuestCards() {}

    /// By the GPU's address in the guest: its address on the host.
    public static Map<PciAddress, PciAddress> of(
            VmObservation vm, Observation seen, Knowledge knowledge) {
        var held = new ArrayList<>(held(vm));
        var listed = vm.guest().flatMap(Observed::known).map(g -> g.smi().gpus()).orElse(List.of());
        var serials = serials(seen, knowledge);
        var pairs = new HashMap<PciAddress, PciAddress>();
        var left = new ArrayList<SmiGpu>();
        for (var gpu : listed) {
            var same = gpu.serial().map(serials::get).filter(held::remove);
            same.ifPresentOrElse(host -> pairs.put(gpu.address(), host), () -> left.add(gpu));
        }
        if (left.size() == held.size()) {
            left.sort(Comparator.comparing(SmiGpu::address));
            for (int i = 0; i < left.size(); i++) {
                pairs.put(left.get(i).address(), held.get(i));
            }
        }
        return pairs;
    }

    private static List<PciAddress> held(VmObservation vm) {
        return vm.state().known().stream()
                .flatMap(Optional::stream)
                .flatMap(s -> s.devices().stream())
                .sorted(Comparator.comparingInt(AttachedDevice::key))
                .flatMap(d -> d.card().stream())
                .toList();
    }

    private static Map<String, PciAddress> serials(Observation seen, Knowledge knowledge) {
        var serials = new HashMap<String, PciAddress>();
        for (ServerObservation server : seen.servers().values()) {
            CardInventory.of(server, knowledge)
                    .forEach(card ->
                            card.serial()
                                    .ifPresent(s -> serials.put(s, card.function().address())));
        }
        return serials;
    }
}
