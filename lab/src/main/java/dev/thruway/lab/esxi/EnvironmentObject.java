package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.GpuCard;
import dev.thruway.lab.world.HardwareVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// `EnvironmentBrowser`: what a VM can be given on these hosts.
///
/// @param hosts those of a cluster, or the one of a VM
record EnvironmentObject(Realm realm, Value.Ref ref, List<EsxHost> hosts) implements ManagedObject {

    EnvironmentObject {
        hosts = List.copyOf(hosts);
    }

    @Override
    public Map<String, Supplier<Value>> properties() {
        return new Properties().set("datastoreBrowser", this::browser).map();
    }

    private Value browser() {
        return hosts.stream()
                .flatMap(host -> host.datastores().stream())
                .findFirst()
                .<Value>map(realm.refs()::browser)
                .orElse(Value.nothing());
    }

    @Override
    public Map<String, Method> methods() {
        return Map.of(
                "QueryConfigTarget", this::configTarget,
                "QueryConfigOption", call -> configOption(hosts.getFirst()),
                "QueryConfigOptionEx", call -> configOption(hosts.getFirst()),
                "QueryConfigOptionDescriptor", call -> descriptors(hosts.getFirst()),
                "QueryTargetCapabilities", call -> HostParts.capability(hosts.getFirst()));
    }

    /// Of one host where the caller names one, else of all: a cluster's browser then mixes the
    /// devices of its hosts.
    private Value configTarget(Call call) {
        var named = call.arguments().ref("host");
        var asked =
                hosts.stream()
                        .filter(h -> named.isEmpty() || named.get().equals(realm.refs().of(h)))
                        .toList();
        if (asked.isEmpty()) {
            throw VimFault.invalidArgument("host");
        }
        named.ifPresent(_ -> realm.requireReachable(asked.getFirst()));
        var host = asked.getFirst();
        var p = host.server().chassis().processors();
        return Value.data("ConfigTarget")
                .set("numCpus", p.threads())
                .set("numCpuCores", p.cores())
                .set("numNumaNodes", p.packages())
                .set("maxCpusPerHost", p.threads())
                .set("smcPresent", false)
                .set("maxMemMBOptimalPerf", (int) (host.server().chassis().memory().bytes() >> 20))
                .set("supportedMaxMemMB", 25_165_824)
                .set("pciPassthrough", PciValues.available(asked))
                .set("sharedGpuPassthroughTypes", vgpus(asked))
                .set("dynamicPassthrough", PciValues.dynamic(asked))
                .build();
    }

    /// One profile for each card that is shared out: the whole of it.
    private static Value vgpus(List<EsxHost> hosts) {
        return Value.array(
                "VirtualMachinePciSharedGpuPassthroughInfo",
                hosts.stream()
                        .flatMap(h -> h.vgpuCards().stream())
                        .map(EnvironmentObject::profile)
                        .distinct()
                        .map(profile ->
                                Value.data("VirtualMachinePciSharedGpuPassthroughInfo")
                                        .set("name", profile)
                                        .set("vgpu", profile)
                                        .build())
                        .toList());
    }

    private static String profile(GpuCard card) {
        var model = card.marketingName().replace("NVIDIA ", "").toLowerCase(Locale.ROOT);
        return "grid_%s-%dq".formatted(model, card.framebuffer().bytes() >> 30);
    }

    private Value configOption(EsxHost host) {
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

    /// The hosts on which a VM of this version runs.
    private Value able(int version) {
        return Value.refs(
                hosts.stream()
                        .filter(h -> h.product().newestHardwareNumber() >= version)
                        .map(realm.refs()::of)
                        .toList());
    }

    private Value descriptors(EsxHost host) {
        int newest = host.product().newestHardwareNumber();
        return Value.array(
                "VirtualMachineConfigOptionDescriptor",
                HardwareVersion.upTo(newest).stream()
                        .map(version ->
                                Value.data("VirtualMachineConfigOptionDescriptor")
                                        .set("key", "vmx-%02d".formatted(version))
                                        .set("description", "Virtual hardware " + version)
                                        .set("host", able(version))
                                        .set("createSupported", true)
                                        .set("defaultConfigOption", version == newest)
                                        .set("runSupported", true)
                                        .set("upgradeSupported", true)
                                        .build())
                        .toList());
    }
}
