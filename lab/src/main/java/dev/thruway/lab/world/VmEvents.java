package dev.thruway.lab.world;

import dev.thruway.lab.world.LabEvent.Detail;

/// What a VM tells its host's event log, in the sentences of ESXi's events.
record VmEvents(VirtualMachine vm) {

    private String onHost(String before, String after) {
        return before + vm.config().name() + " on " + vm.host().name() + " in {datacenter}" + after;
    }

    void reconfigured() {
        vm.host().events().vm(vm, "VmReconfiguredEvent", onHost("Reconfigured ", "."));
    }

    void notPoweredOn(String why) {
        vm.host()
                .events()
                .vm(
                        vm,
                        "VmFailedToPowerOnEvent",
                        onHost("Cannot power On ", ". " + why),
                        new Detail.Text(why));
    }

    void poweredOn() {
        vm.host().events().vm(vm, "VmPoweredOnEvent", onHost("", " is powered on"));
    }

    void poweredOff() {
        vm.host().events().vm(vm, "VmPoweredOffEvent", onHost("", " is powered off"));
    }

    void suspended() {
        vm.host().events().vm(vm, "VmSuspendedEvent", onHost("", " is suspended"));
    }

    void error(String text) {
        vm.host()
                .events()
                .vm(
                        vm,
                        "VmMessageErrorEvent",
                        onHost("Error message on ", ": " + text),
                        new Detail.Text(text));
    }

    void migratedFrom(EsxHost source) {
        vm.host()
                .events()
                .vm(
                        vm,
                        "VmMigratedEvent",
                        "Migrated %s from %s to %s in {datacenter}"
                                .formatted(vm.config().name(), source.name(), vm.host().name()),
                        new Detail.Source(source));
    }
}
