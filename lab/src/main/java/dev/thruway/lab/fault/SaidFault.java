package dev.thruway.lab.fault;

import java.util.Map;

/// A fault that a server shall answer with.
///
/// @param type the vim type, or the Redfish message
/// @param message in the words of a server, in any language
/// @param fields of the vim type; a value such as `VirtualMachine:2` is a reference
public record SaidFault(String type, String message, Map<String, String> fields) {

    public SaidFault {
        fields = Map.copyOf(fields);
    }
}
