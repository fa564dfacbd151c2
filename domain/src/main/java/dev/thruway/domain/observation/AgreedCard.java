package dev.thruway.domain.observation;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The identity of a card as it was when a person agreed to give it to a VM. An address that holds
/// another card later is found out by comparing.
public record AgreedCard(
        PciAddress address, PciIds ids, Optional<String> slot, Optional<String> serial) {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /// Whether this is the same card as one that is seen now: by the ids; two of the same model by
    /// their serials, and by their slots where one of the serials is not known.
    public boolean isStill(AgreedCard now) {
        if (!ids.equals(now.ids)) {
            return false;
        }
        if (serial.isPresent() && now.serial.isPresent()) {
            return serial.equals(now.serial);
        }
        var was = slot.flatMap(AgreedCard::number);
        var is = now.slot.flatMap(AgreedCard::number);
        return was.isEmpty() || is.isEmpty() || was.equals(is);
    }

    /// BMC and host call the same slot `PCI-E Slot 3` and `3`.
    private static Optional<String> number(String slot) {
        return Optional.of(NUMBER.matcher(slot)).filter(Matcher::find).map(Matcher::group);
    }

    /// Its ids, slot and serial.
    public String described() {
        return ids + slot.map(s -> ", " + s).orElse("") + serial.map(s -> ", " + s).orElse("");
    }
}
