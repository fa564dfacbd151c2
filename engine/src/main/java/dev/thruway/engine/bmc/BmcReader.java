package dev.thruway.engine.bmc;

import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.redfish.GpuDevice;
import dev.thruway.redfish.PciIdentity;
import dev.thruway.redfish.PciLocation;
import dev.thruway.redfish.RedfishClient;
import dev.thruway.redfish.RedfishException;
import dev.thruway.redfish.ServerIdentity;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Reads one management controller. Changes nothing.
public final class BmcReader {

    /// As iLO's `Oem.Hpe.PostState` spells it (HPE iLO Redfish API reference).
    private static final Set<String> IN_POST = Set.of("Reset", "InPost", "InPostDiscoveryComplete");

    private final RedfishClient client;

    public BmcReader(RedfishClient client) {
        this.client = client;
    }

    /// Throws [RedfishException] where the controller cannot be asked at all; a part of it that
    /// cannot be read is *unknown*.
    public BmcObservation read() {
        var server = client.identity();
        return new BmcObservation(
                server.vendor().orElse(""),
                server.model().orElse(""),
                server.serial().orElse(""),
                server.manager().orElse(""),
                server.postState().filter(IN_POST::contains).isPresent()
                        ? BmcObservation.Boot.IN_POST
                        : BmcObservation.Boot.NOT_IN_POST,
                gpus(server),
                bios());
    }

    /// While a controller still looks for devices, what it does not list yet is not absent.
    private Observed<List<BmcGpu>> gpus(ServerIdentity server) {
        return switch (server.inventory()) {
            case UNFINISHED -> Observed.unknown(Phrase.of("unread.bmc-still-looking"));
            case COMPLETE, UNSAID ->
                    attempt(() -> client.gpus().stream().map(BmcReader::gpu).toList());
        };
    }

    private static BmcGpu gpu(GpuDevice gpu) {
        return new BmcGpu(
                gpu.name(),
                gpu.location().map(BmcReader::address),
                gpu.ids().map(BmcReader::ids),
                gpu.slot(),
                gpu.serial(),
                gpu.partNumber(),
                gpu.vbios(),
                gpu.health());
    }

    private static PciAddress address(PciLocation at) {
        return new PciAddress(at.segment(), at.bus(), at.device(), at.function());
    }

    private static PciIds ids(PciIdentity ids) {
        return new PciIds(ids.vendor(), ids.device(), ids.subsystemVendor(), ids.subsystemDevice());
    }

    /// Where no setting was read, none was found right.
    private Observed<List<BiosSetting>> bios() {
        return attempt(client::passthroughBiosSettings)
                .flatMap(settings ->
                        settings.map(BmcReader::settings)
                                .map(Observed::of)
                                .orElse(Observed.unknown(Phrase.of("unread.no-bios-settings"))));
    }

    private static List<BiosSetting> settings(List<dev.thruway.redfish.BiosSetting> read) {
        return read.stream()
                .map(s -> new BiosSetting(s.attribute(), s.value(), s.wanted()))
                .toList();
    }

    private static <T> Observed<T> attempt(Supplier<T> read) {
        try {
            return Observed.of(read.get());
        } catch (RedfishException e) {
            return Observed.unknown(Causes.of(e));
        }
    }
}
