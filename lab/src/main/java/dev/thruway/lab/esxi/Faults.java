package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Refusal.Reason;
import java.util.List;

/// The world's refusals as faults of the API.
final class Faults {

    private Faults() {}

    static Value.Data of(Reason reason) {
        return switch (reason) {
            case Reason.InvalidPowerState(var requested, var existing) ->
                    Value.data("InvalidPowerState")
                            .set(
                                    "requestedState",
                                    Value.of("VirtualMachinePowerState", requested.wire()))
                            .set(
                                    "existingState",
                                    Value.of("VirtualMachinePowerState", existing.wire()))
                            .build();
            case Reason.InvalidState(var message) -> plain("InvalidState");
            case Reason.ConcurrentAccess() -> plain("ConcurrentAccess");
            case Reason.TaskInProgress(var key) ->
                    Value.data("TaskInProgress").set("task", new Value.Ref("Task", key)).build();
            case Reason.InvalidVmConfig(var property, var message) ->
                    Value.data("InvalidVmConfig").set("property", property).build();
            case Reason.InvalidDeviceSpec(int index, var property) ->
                    Value.data("InvalidDeviceSpec")
                            .set("property", property)
                            .set("deviceIndex", index)
                            .build();
            case Reason.PowerOnFailed failed -> powerOnFailed(failed.lines());
            case Reason.InvalidArgument(var property) ->
                    Value.data("InvalidArgument").set("invalidProperty", property).build();
            case Reason.HostConfig(var message) ->
                    Value.data("PlatformConfigFault").set("text", message).build();
            case Reason.FileNotFound(var path) ->
                    Value.data("FileNotFound").set("file", path).build();
            case Reason.FileExists(var path) ->
                    Value.data("FileAlreadyExists").set("file", path).build();
            case Reason.ToolsUnavailable() -> plain("ToolsUnavailable");
            case Reason.Timedout() -> plain("Timedout");
            case Reason.Cancelled() -> plain("RequestCanceled");
            case Reason.HostNotConnected() -> plain("HostNotConnected");
            case Reason.HostNotResponding() -> plain("HostCommunication");
            case Reason.InsufficientFailover() -> plain("InsufficientFailoverResourcesFault");
            case Reason.NoCompatibleHost(_, var errors) ->
                    Value.data("NoCompatibleHost")
                            .set(
                                    "error",
                                    Value.array(
                                            "LocalizedMethodFault",
                                            errors.stream().map(Faults::localized).toList()))
                            .build();
            case Reason.CannotMove(var device) ->
                    Value.data("DeviceBackingNotSupported").set("device", device).build();
            case Reason.AlreadyUpgraded() -> plain("AlreadyUpgraded");
        };
    }

    /// With its sentence.
    static Value.Data localized(Reason reason) {
        return Value.data("LocalizedMethodFault")
                .set("fault", of(reason))
                .set("localizedMessage", reason.message())
                .build();
    }

    private static Value.Data plain(String type) {
        return Value.data(type).build();
    }

    /// What failed in the virtual hardware comes as one fault with all lines as its messages: first
    /// the cause, then the module, then the VM, as recorded faults have them. The keys of the
    /// causes are not known; theirs is ours.
    private static Value.Data powerOnFailed(List<String> lines) {
        var messages =
                lines.stream()
                        .map(line ->
                                Value.data("LocalizableMessage")
                                        .set("key", key(line))
                                        .set("message", line)
                                        .build())
                        .toList();
        return Value.data("GenericVmConfigFault")
                .set("faultMessage", Value.array("LocalizableMessage", messages))
                .set("reason", lines.getFirst())
                .build();
    }

    private static String key(String line) {
        if (line.equals(Reason.PowerOnFailed.DEVICE_POWER_ON)) {
            return "msg.moduletable.powerOnFailed";
        }
        return line.equals(Reason.PowerOnFailed.NOT_STARTED)
                ? "msg.vmx.poweron.failed"
                : "msg.lab.powerOn";
    }
}
