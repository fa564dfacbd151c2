package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.ConfigTarget;
import dev.thruway.vsphere.vim.HostMaintenanceSpec;
import dev.thruway.vsphere.vim.HostPciPassthruConfig;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is done to a host.
public final class HostOperations {

    private static final Duration TOGGLE_DEADLINE = Duration.ofMinutes(3);

    private final VsphereClient client;

    public HostOperations(VsphereClient client) {
        this.client = client;
    }

    /// Switches passthrough of functions of one host (privilege Host.Config.PciPassthru). That this
    /// returns says nothing about what is active: read `config.pciPassthruInfo` again.
    public void updatePassthruConfig(
            ManagedObjectReference host, List<HostPciPassthruConfig> configs) {
        client.call(
                SoapRequest.of("UpdatePassthruConfig", pciPassthruSystem(host))
                        .with("config", configs),
                Object.class,
                TOGGLE_DEADLINE);
    }

    /// Its name follows no rule; it is always asked for.
    private ManagedObjectReference pciPassthruSystem(ManagedObjectReference host) {
        var path = "configManager.pciPassthruSystem";
        var system = client.properties().of(host, path).find(path, ManagedObjectReference.class);
        return VsphereClient.required("pciPassthruSystem", system.orElse(null));
    }

    /// What one host offers, by the environment browser of its compute resource. Only devices whose
    /// passthrough is active are in it.
    public Optional<ConfigTarget> configTarget(ManagedObjectReference host) {
        var known = client.environmentBrowsers().get(host);
        var browser = known == null ? environmentBrowser(host) : Optional.of(known);
        browser.ifPresent(b -> client.environmentBrowsers().put(host, b));
        try {
            return browser.flatMap(b -> configTarget(b, host));
        } catch (VsphereException e) {
            client.environmentBrowsers().remove(host);
            throw e;
        }
    }

    private Optional<ManagedObjectReference> environmentBrowser(ManagedObjectReference host) {
        return client.properties()
                .of(host, "parent")
                .find("parent", ManagedObjectReference.class)
                .flatMap(parent ->
                        client.properties()
                                .of(parent, "environmentBrowser")
                                .find("environmentBrowser", ManagedObjectReference.class));
    }

    private Optional<ConfigTarget> configTarget(
            ManagedObjectReference browser, ManagedObjectReference host) {
        return client
                .read(
                        SoapRequest.of("QueryConfigTarget", browser).with("host", host),
                        ConfigTarget.class)
                .stream()
                .findFirst();
    }

    /// Into maintenance mode (privilege Host.Config.Maintenance).
    ///
    /// @param spec what becomes of vSAN data; empty for a host without
    public void enterMaintenanceMode(
            ManagedObjectReference host,
            Optional<HostMaintenanceSpec> spec,
            Duration limit,
            TaskProgress progress) {
        var request =
                SoapRequest.of("EnterMaintenanceMode_Task", host)
                        .with("timeout", Math.toIntExact(limit.toSeconds()));
        client.runTask(
                spec.map(s -> request.with("maintenanceSpec", s)).orElse(request),
                limit.plusSeconds(30),
                progress);
    }

    public void exitMaintenanceMode(
            ManagedObjectReference host, Duration limit, TaskProgress progress) {
        client.runTask(
                SoapRequest.of("ExitMaintenanceMode_Task", host)
                        .with("timeout", Math.toIntExact(limit.toSeconds())),
                limit.plusSeconds(30),
                progress);
    }

    /// Reboots a host that is in maintenance mode. The task's end says nothing about the host being
    /// back: compare `runtime.bootTime`.
    public ManagedObjectReference reboot(ManagedObjectReference host) {
        return client.callOne(
                SoapRequest.of("RebootHost_Task", host).with("force", false),
                ManagedObjectReference.class);
    }
}
