package dev.thruway.lab.esxi.wire;

import java.util.Set;

/// The fields whose value may be of any type, and which therefore always say it.
final class AnyTypes {

    private static final Set<String> FIELDS =
            Set.of(
                    "DynamicProperty.val",
                    "PropertyChange.val",
                    "OptionValue.value",
                    "KeyAnyValue.value",
                    "TaskInfo.result",
                    "LocalizedMethodFault.fault");

    private AnyTypes() {}

    static boolean isAny(String type, String field) {
        return FIELDS.contains(type + "." + field);
    }
}
