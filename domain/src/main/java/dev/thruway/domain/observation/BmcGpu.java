package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;

/// A GPU as the BMC lists it; every field that a BMC may leave out is optional.
public record BmcGpu(
        String name,
        Optional<PciAddress> address,
        Optional<PciIds> ids,
        Optional<String> slot,
        Optional<String> serial,
        Optional<String> partNumber,
        Optional<String> vbios,
        Optional<String> health) {}
