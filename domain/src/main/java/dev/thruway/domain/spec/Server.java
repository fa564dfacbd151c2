package dev.thruway.domain.spec;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One server: its hypervisor, its management controller, and what its host side shall be.
///
/// At least one of `esxi` and `bmc` is there; the conditions of one that is not are not asked for.
///
/// @param gpuFirmware the oldest vBIOS that is accepted, by GPU model
public record Server(
        String name,
        Optional<Esxi> esxi,
        Optional<Bmc> bmc,
        List<PassthroughWish> passthrough,
        SortedMap<String, String> gpuFirmware,
        PolicyOverride policy) {

    public Server {
        Texts.requireName("server", name);
        if (esxi.isEmpty() && bmc.isEmpty()) {
            throw new IllegalArgumentException("a server with neither esxi nor bmc: " + name);
        }
        passthrough = List.copyOf(passthrough);
        gpuFirmware = Collections.unmodifiableSortedMap(new TreeMap<>(gpuFirmware));
    }
}
