package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.Event;
import dev.thruway.vsphere.vim.EventFilterSpec;
import dev.thruway.vsphere.vim.EventFilterSpecByEntity;
import dev.thruway.vsphere.vim.EventFilterSpecByTime;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.VirtualMachineConfigOptionDescriptor;
import dev.thruway.vsphere.vim.VirtualMachineConfigSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What is done to a VM.
public final class VmOperations {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final VsphereClient client;

    public VmOperations(VsphereClient client) {
        this.client = client;
    }

    /// Everything that changes, in one task: all of it or none.
    public void reconfigure(
            ManagedObjectReference vm, VirtualMachineConfigSpec spec, TaskProgress progress) {
        client.runTask(SoapRequest.of("ReconfigVM_Task", vm).with("spec", spec), LIMIT, progress);
    }

    /// The task's success does not mean that the VM stays on: a window that is too small ends it
    /// seconds later (Broadcom KB 323402).
    public void powerOn(ManagedObjectReference vm, TaskProgress progress) {
        client.runTask(SoapRequest.of("PowerOnVM_Task", vm), LIMIT, progress);
    }

    public void powerOff(ManagedObjectReference vm, TaskProgress progress) {
        client.runTask(SoapRequest.of("PowerOffVM_Task", vm), LIMIT, progress);
    }

    /// Asks the guest to shut down; returns at once.
    public void shutdownGuest(ManagedObjectReference vm) {
        client.call(SoapRequest.of("ShutdownGuest", vm), Object.class);
    }

    /// To a newer virtual hardware, such as `vmx-21`, of a VM that is off. Cannot be undone.
    public void upgrade(ManagedObjectReference vm, String version, TaskProgress progress) {
        client.runTask(
                SoapRequest.of("UpgradeVM_Task", vm).with("version", version), LIMIT, progress);
    }

    /// Versions of virtual hardware that a VM can be upgraded to where it is registered, such as
    /// `vmx-21`.
    public List<String> offeredHardware(ManagedObjectReference vm) {
        var p = client.properties().of(vm, "environmentBrowser", "runtime.host");
        var browser =
                VsphereClient.required(
                        "environmentBrowser",
                        p.find("environmentBrowser", ManagedObjectReference.class).orElse(null));
        var host = p.find("runtime.host", ManagedObjectReference.class);
        return client
                .read(
                        SoapRequest.of("QueryConfigOptionDescriptor", browser),
                        VirtualMachineConfigOptionDescriptor.class)
                .stream()
                .filter(d -> Boolean.TRUE.equals(d.upgradeSupported()))
                .filter(d -> d.host().isEmpty() || host.filter(d.host()::contains).isPresent())
                .map(VirtualMachineConfigOptionDescriptor::key)
                .toList();
    }

    /// Answers the question that a VM waits with (`runtime.question`).
    public void answer(ManagedObjectReference vm, String questionId, String choice) {
        client.call(
                SoapRequest.of("AnswerVM", vm)
                        .with("questionId", questionId)
                        .with("answerChoice", choice),
                Object.class);
    }

    /// Events of a VM since a time of the server's clock.
    public List<Event> events(ManagedObjectReference vm, Instant since) {
        var manager = VsphereClient.required("eventManager", client.content().eventManager());
        var filter =
                new EventFilterSpec(
                        new EventFilterSpecByEntity(vm, "self"),
                        new EventFilterSpecByTime(since, null),
                        List.of(),
                        null);
        return client.read(
                SoapRequest.of("QueryEvents", manager).with("filter", filter), Event.class);
    }

    /// The server's clock.
    public Instant currentTime() {
        return client.read(
                        SoapRequest.of(
                                "CurrentTime",
                                new ManagedObjectReference("ServiceInstance", "ServiceInstance")),
                        Instant.class)
                .getFirst();
    }
}
