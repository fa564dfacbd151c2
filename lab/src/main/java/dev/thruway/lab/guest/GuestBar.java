package dev.thruway.lab.guest;

import dev.thruway.domain.pci.Bar;
import java.util.OptionalLong;

/// A BAR and where the guest's firmware placed it.
///
/// @param base empty where the firmware found no room for it
public record GuestBar(Bar bar, OptionalLong base) {

    public GuestBar {
        if (base.isPresent() && base.getAsLong() % bar.size().bytes() != 0) {
            throw new IllegalArgumentException(
                    "BAR %d is not naturally aligned: %#x"
                            .formatted(bar.index(), base.getAsLong()));
        }
    }
}
