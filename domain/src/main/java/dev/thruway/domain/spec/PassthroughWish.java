package dev.thruway.domain.spec;

import java.util.Optional;

/// Cards that a host shall offer for passthrough although no VM of the file takes them.
///
/// @param label the hardware label to set on them; empty leaves the label alone
public record PassthroughWish(CardChoice cards, Optional<String> label) {

    public PassthroughWish {
        label.ifPresent(text -> Texts.requireName("hardware label", text));
    }
}
