package dev.thruway.redfish;

import java.util.List;

/// What the BIOS said when it took over pending settings. A success beside rejections is only the
/// end of the taking over.
///
/// @param messageId such as `Base.1.0.PropertyUnknown`
/// @param attributes that it is about
public record BiosMessage(String messageId, List<String> attributes) {

    public BiosMessage {
        attributes = List.copyOf(attributes);
    }

    public boolean success() {
        return messageId.endsWith(".Success");
    }
}
