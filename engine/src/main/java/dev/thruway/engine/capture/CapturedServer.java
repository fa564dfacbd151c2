package dev.thruway.engine.capture;

import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.pci.PciAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server, as its host and its BMC say it is. What they leave out is empty.
///
/// @param name what the file calls it, else its host's name
/// @param more what a copy wants besides
/// @param free whether its licence is the free one
/// @param lockdown as `HostLockdownMode` spells it
/// @param switches the distributed ones that it is on
/// @param notes what Thruway noted of its host; empty where it noted nothing
/// @param bmc empty where the file names none
/// @param unread property paths that its host did not say
public record CapturedServer(
        String name,
        HostObservation host,
        Plates plates,
        Map<PciAddress, Silicon> more,
        boolean free,
        Optional<String> lockdown,
        List<Distributed> switches,
        List<CapturedVm> vms,
        Observed<Optional<Notes>> notes,
        Optional<Observed<BmcObservation>> bmc,
        List<String> unread) {

    public CapturedServer {
        more = Map.copyOf(more);
        switches = List.copyOf(switches);
        vms = List.copyOf(vms);
        unread = List.copyOf(unread);
    }

    CapturedServer with(List<CapturedVm> others, Optional<Observed<BmcObservation>> controller) {
        return new CapturedServer(
                name,
                host,
                plates,
                more,
                free,
                lockdown,
                switches,
                others,
                notes,
                controller,
                unread);
    }

    /// A distributed switch.
    ///
    /// @param uplinks the host's cards that it is reached over
    public record Distributed(String name, String uuid, List<PciAddress> uplinks) {
        public Distributed {
            uplinks = List.copyOf(uplinks);
        }
    }

    /// What Thruway noted of a host on a datastore.
    public record Notes(
            String datastore, Optional<HostBefore> before, Optional<HostPending> pending) {}

    /// What a server and its ESXi are.
    public record Plates(
            Optional<String> manufacturer,
            Optional<String> model,
            Optional<String> serial,
            Optional<String> uuid,
            Optional<String> bios,
            Optional<Processors> processors,
            Optional<Long> memory,
            Optional<String> build,
            Optional<String> apiVersion) {}

    /// The processors of a server, all of one kind.
    public record Processors(
            Optional<String> model, int packages, int cores, int threads, int mhz) {}

    /// What a PCI function is besides.
    ///
    /// @param programming the interface, the last byte of the class
    /// @param vmkernel such as `vmnic0`
    public record Silicon(
            String vendor,
            Optional<String> parent,
            Optional<Integer> programming,
            Optional<Integer> revision,
            Optional<String> vmkernel) {}
}
