package dev.thruway.domain.observation;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The world as the file names it, at one moment: servers and VMs by their names in the file.
public record Observation(
        SortedMap<String, ServerObservation> servers, SortedMap<String, VmObservation> vms) {

    public Observation {
        servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
        vms = Collections.unmodifiableSortedMap(new TreeMap<>(vms));
    }
}
