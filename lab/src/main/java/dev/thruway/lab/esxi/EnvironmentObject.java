package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.HardwareVersion;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// `EnvironmentBrowser`: what a VM can be given on this host.
record EnvironmentObject(EsxHost host) implements ManagedObject {

    @Override
    public Value.Ref ref() {
        return Refs.ENVIRONMENT;
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().set("datastoreBrowser", () -> Refs.browser(host.datastore())).map();
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "QueryConfigTarget", call -> configTarget(),
                "QueryConfigOption", call -> configOption(),
                "QueryConfigOptionEx", call -> configOption(),
                "QueryConfigOptionDescriptor", call -> descriptors(),
                "QueryTargetCapabilities", call -> HostParts.capability(host));
    }

    private Value configTarget() {
        var p = host.server().chassis().processors();
        return Value.data("ConfigTarget")
                .set("numCpus", p.threads())
                .set("numCpuCores", p.cores())
                .set("numNumaNodes", p.packages())
                .set("maxCpusPerHost", p.threads())
                .set("smcPresent", false)
                .set("maxMemMBOptimalPerf", (int) (host.server().chassis().memory().bytes() >> 20))
                .set("supportedMaxMemMB", 25_165_824)
                .set("pciPassthrough", PciValues.available(host))
                .set("dynamicPassthrough", PciValues.dynamic(host))
                .build();
    }

    private Value configOption() {
        return Value.data("VirtualMachineConfigOption")
                .set("version", "vmx-" + host.product().newestHardwareNumber())
                .set("description", "ESXi 8.0 U2 virtual machine")
                .set(
                        "hardwareOptions",
                        Value.data("VirtualHardwareOption")
                                .set("hwVersion", host.product().newestHardwareNumber())
                                .build())
                .build();
    }

    private Value descriptors() {
        int newest = host.product().newestHardwareNumber();
        return Value.array(
                "VirtualMachineConfigOptionDescriptor",
                HardwareVersion.upTo(newest).stream()
                        .map(version ->
                                Value.data("VirtualMachineConfigOptionDescriptor")
                                        .set("key", "vmx-%02d".formatted(version))
                                        .set("description", "Virtual hardware " + version)
                                        .set("host", Value.refs(List.of(Refs.HOST)))
                                        .set("createSupported", true)
                                        .set("defaultConfigOption", version == newest)
                                        .set("runSupported", true)
                                        .set("upgradeSupported", true)
                                        .build())
                        .toList());
    }
}
