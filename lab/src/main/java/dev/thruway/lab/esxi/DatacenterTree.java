package dev.thruway.lab.esxi;

import dev.thruway.lab.world.Datacenter;
import java.util.List;
import java.util.stream.Stream;

/// One of a datacenter's four folders, and those in it.
///
/// @param folders each by the names of those above it and its own
record DatacenterTree(Datacenter datacenter, DatacenterFolder of, List<List<String>> folders) {

    DatacenterTree {
        folders = List.copyOf(folders);
    }

    static DatacenterTree of(Datacenter datacenter, DatacenterFolder of) {
        var used =
                switch (of) {
                    case VM ->
                            datacenter.hosts().stream()
                                    .flatMap(host -> host.vms().stream())
                                    .map(vm -> vm.folder());
                    case HOST -> Compute.of(datacenter).stream().map(Compute::folder);
                    case DATASTORE, NETWORK -> Stream.<List<String>>of();
                };
        return new DatacenterTree(datacenter, of, Folders.of(used));
    }
}
