package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;

/// The identity of a card as it was when a person agreed to give it to a VM. An address that holds
/// another card later is found out by comparing.
public record AgreedCard(
        PciAddress address, PciIds ids, Optional<String> slot, Optional<String> serial) {}
