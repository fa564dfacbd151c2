package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.DataBuilder;
import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.VirtualMachine;
import java.util.List;

/// What VMware Tools in the guest tell the host: nothing before the guest is up.
final class VmGuestValues {

    private final VirtualMachine vm;

    VmGuestValues(VirtualMachine vm) {
        this.vm = vm;
    }

    private boolean up() {
        return vm.toolsRun();
    }

    private DataBuilder tools(DataBuilder data) {
        return data.set(
                        "toolsStatus",
                        Value.of("VirtualMachineToolsStatus", up() ? "toolsOk" : "toolsNotRunning"))
                .set("toolsVersionStatus2", "guestToolsUnmanaged")
                .set("toolsRunningStatus", up() ? "guestToolsRunning" : "guestToolsNotRunning");
    }

    private DataBuilder address(DataBuilder data) {
        return up()
                ? data.setIfPresent("hostName", vm.guestPlan().hostname().map(Value::text))
                        .setIfPresent("ipAddress", vm.guestPlan().address().map(Value::text))
                : data;
    }

    Value.Data summary() {
        return address(
                        tools(
                                Value.data("VirtualMachineGuestSummary")
                                        .set("guestId", vm.config().guest().id())
                                        .set("guestFullName", vm.config().guest().fullName())))
                .set("hwVersion", vm.config().version())
                .build();
    }

    Value guest() {
        var data =
                address(tools(Value.data("GuestInfo")))
                        .set("guestState", up() ? "running" : "notRunning")
                        .set("guestOperationsReady", false)
                        .set("interactiveGuestOperationsReady", false)
                        .set("guestStateChangeSupported", up())
                        .set("hwVersion", vm.config().version());
        if (up()) {
            data.set("guestId", vm.config().guest().id())
                    .set("guestFamily", "linuxGuest")
                    .set("guestFullName", vm.config().guest().fullName())
                    .set("net", Value.array("GuestNicInfo", List.of(nic())));
        }
        return data.build();
    }

    private Value.Data nic() {
        return Value.data("GuestNicInfo")
                .set("network", "VM Network")
                .set("ipAddress", Value.texts(vm.guestPlan().address().stream().toList()))
                .set("connected", true)
                .set("deviceConfigId", 4000)
                .build();
    }

    Value.Plain heartbeat() {
        return Value.of("ManagedEntityStatus", up() ? "green" : "gray");
    }
}
