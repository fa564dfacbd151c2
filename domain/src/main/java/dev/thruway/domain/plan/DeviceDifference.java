package dev.thruway.domain.plan;

import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.VmState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Between the passthrough devices that a VM holds and the cards that it is to have.
///
/// @param toAttach cards, and companions of cards, that no good device names
/// @param toRequest dynamic devices that no good device is
/// @param stale devices that name a wanted address, but another host or another product
/// @param givenUp devices that another VM of the file is to have
/// @param extra devices that the file does not name; reported, never taken away
/// @param complete every card that the file wants was found
record DeviceDifference(
        List<Card> toAttach,
        List<DynamicWishes.Wanted> toRequest,
        List<AttachedDevice> stale,
        List<AttachedDevice> givenUp,
        List<AttachedDevice> extra,
        boolean complete) {

    static DeviceDifference of(Context context, String vmName, VmState vm) {
        var cards = context.cards().fixed(vmName);
        var wanted = context.vmSpec(vmName);
        var systemId = context.hostOf(wanted).map(HostObservation::uuid).orElse("");
        var attach = new ArrayList<Card>();
        var stale = new ArrayList<AttachedDevice>();
        var named = new ArrayList<AttachedDevice>();
        for (var card : cards.stream().flatMap(c -> c.parts().stream()).toList()) {
            var device = at(vm, card);
            device.ifPresent(named::add);
            if (device.isEmpty() || !matches(device.get(), card, systemId)) {
                attach.add(card);
                device.ifPresent(stale::add);
            }
        }
        var request = new ArrayList<DynamicWishes.Wanted>();
        for (var dynamic : DynamicWishes.of(context, vmName)) {
            vm.devices().stream()
                    .filter(d -> !named.contains(d) && dynamic.isMetBy(d))
                    .findFirst()
                    .ifPresentOrElse(named::add, () -> request.add(dynamic));
        }
        var givenUp =
                vm.devices().stream()
                        .filter(d -> !named.contains(d))
                        .filter(d ->
                                d.address()
                                        .filter(a -> context.cards().givesUp(vmName, a))
                                        .isPresent())
                        .toList();
        var extra =
                vm.devices().stream()
                        .filter(d -> !named.contains(d) && !givenUp.contains(d))
                        .toList();
        return new DeviceDifference(
                attach,
                request,
                stale,
                givenUp,
                extra,
                context.cards().of(vmName).size() >= wanted.gpuCount());
    }

    /// What is taken out of the VM.
    List<AttachedDevice> toDetach() {
        return Stream.concat(stale.stream(), givenUp.stream()).toList();
    }

    private static Optional<AttachedDevice> at(VmState vm, Card card) {
        return vm.devices().stream()
                .filter(d -> d.address().filter(card.function().address()::equals).isPresent())
                .findFirst();
    }

    private static boolean matches(AttachedDevice device, Card card, String systemId) {
        var ids = card.function().ids();
        return device.kind() == AttachedDevice.Kind.FIXED
                && device.vendorId() == ids.vendor()
                && device.deviceId() == ids.device()
                && device.systemId().equals(systemId);
    }
}
