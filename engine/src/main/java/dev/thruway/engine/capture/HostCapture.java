package dev.thruway.engine.capture;

import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.engine.capture.CapturedServer.Plates;
import dev.thruway.engine.capture.CapturedServer.Processors;
import dev.thruway.engine.capture.CapturedServer.Silicon;
import dev.thruway.engine.host.HostConnection;
import dev.thruway.engine.host.HostReader;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.AboutInfo;
import dev.thruway.vsphere.vim.HostHostBusAdapter;
import dev.thruway.vsphere.vim.HostPciDevice;
import dev.thruway.vsphere.vim.HostProxySwitch;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.PhysicalNic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One host of a view: what a copy wants besides what [HostReader] reads of it.
final class HostCapture {

    private static final String PRODUCT = "config.product";
    private static final String LOCKDOWN = "config.lockdownMode";

    private static final String VMS = "vm";
    private static final String NICS = "config.network.pnic";
    private static final String DISTRIBUTED = "config.network.proxySwitch";

    private static final List<String> MORE =
            List.of(
                    HostConnection.PATH,
                    LOCKDOWN,
                    "datastore",
                    VMS,
                    "hardware.systemInfo.vendor",
                    "hardware.systemInfo.model",
                    "hardware.systemInfo.serialNumber",
                    "hardware.systemInfo.uuid",
                    "hardware.biosInfo.biosVersion",
                    "hardware.memorySize",
                    "summary.hardware.cpuModel",
                    "summary.hardware.cpuMhz",
                    "summary.hardware.numCpuPkgs",
                    "summary.hardware.numCpuCores",
                    "summary.hardware.numCpuThreads");

    private final ObjectProperties host;

    HostCapture(ObjectProperties host) {
        this.host = host;
    }

    static List<String> paths() {
        return Stream.concat(HostReader.wholePaths().stream(), MORE.stream()).distinct().toList();
    }

    /// Whether it answers whoever was asked.
    boolean connected() {
        return HostConnection.lost(host).isEmpty();
    }

    /// As the host names them: also those that the login may not see.
    List<ManagedObjectReference> vms() {
        return host.list(VMS, ManagedObjectReference.class);
    }

    Optional<String> lockdown() {
        return text(LOCKDOWN);
    }

    List<ManagedObjectReference> stores() {
        return host.list("datastore", ManagedObjectReference.class);
    }

    List<CapturedServer.Distributed> switches() {
        var addresses = new HashMap<String, PciAddress>();
        for (var nic : host.list(NICS, PhysicalNic.class)) {
            PciAddress.tryParse(nic.pci())
                    .ifPresent(a -> addresses.put(String.valueOf(nic.key()), a));
        }
        return host.list(DISTRIBUTED, HostProxySwitch.class).stream()
                .map(s ->
                        new CapturedServer.Distributed(
                                s.dvsName(),
                                s.dvsUuid(),
                                s.pnic().stream()
                                        .flatMap(
                                                k -> Optional.ofNullable(addresses.get(k)).stream())
                                        .toList()))
                .toList();
    }

    /// Paths that it refused to show.
    List<String> unread() {
        return paths().stream().filter(host::unread).sorted().toList();
    }

    Plates plates() {
        var product = host.find(PRODUCT, AboutInfo.class);
        return new Plates(
                text("hardware.systemInfo.vendor"),
                text("hardware.systemInfo.model"),
                text("hardware.systemInfo.serialNumber"),
                text("hardware.systemInfo.uuid"),
                text("hardware.biosInfo.biosVersion"),
                processors(),
                host.find("hardware.memorySize", Number.class).map(Number::longValue),
                product.map(AboutInfo::build),
                product.map(AboutInfo::apiVersion));
    }

    private Optional<Processors> processors() {
        var packages = number("summary.hardware.numCpuPkgs");
        var cores = number("summary.hardware.numCpuCores");
        var threads = number("summary.hardware.numCpuThreads");
        var mhz = number("summary.hardware.cpuMhz");
        boolean whole = Stream.of(packages, cores, threads, mhz).allMatch(Optional::isPresent);
        return whole
                ? Optional.of(
                        new Processors(
                                text("summary.hardware.cpuModel"),
                                packages.orElseThrow(),
                                cores.orElseThrow(),
                                threads.orElseThrow(),
                                mhz.orElseThrow()))
                : Optional.empty();
    }

    private Optional<Integer> number(String path) {
        return host.find(path, Number.class).map(Number::intValue).filter(n -> n > 0);
    }

    private Optional<String> text(String path) {
        return host.find(path, String.class).map(String::strip).filter(t -> !t.isEmpty());
    }

    /// @param rows by address, what esxcli says; empty where it was not asked
    Map<PciAddress, Silicon> silicon(HostObservation seen, Map<String, Map<String, String>> rows) {
        var drivers = drivers();
        var all = new HashMap<PciAddress, Silicon>();
        for (var device : host.list("hardware.pciDevice", HostPciDevice.class)) {
            var row = rows.getOrDefault(device.id(), Map.of());
            PciAddress.tryParse(device.id())
                    .flatMap(seen::function)
                    .ifPresent(function ->
                            all.put(
                                    function.address(),
                                    new Silicon(
                                            Optional.ofNullable(device.vendorName()).orElse(""),
                                            Optional.ofNullable(device.parentBridge())
                                                    .filter(p -> !p.isBlank()),
                                            hex(row.get("ProgrammingInterface")),
                                            hex(row.get("RevisionID")),
                                            Optional.ofNullable(row.get("VMkernelName"))
                                                    .filter(n -> !n.isBlank())
                                                    .or(() ->
                                                            Optional.ofNullable(
                                                                    drivers.get(device.id()))))));
        }
        return all;
    }

    private static Optional<Integer> hex(@org.jspecify.annotations.Nullable String text) {
        return Optional.ofNullable(text)
                .filter(t -> t.matches("0x[0-9a-fA-F]{1,2}"))
                .map(t -> Integer.parseInt(t.substring(2), 16));
    }

    /// What adapters are called, by address.
    private Map<String, String> drivers() {
        var names = new HashMap<String, String>();
        host.list(NICS, PhysicalNic.class).forEach(nic -> names.put(nic.pci(), nic.device()));
        for (var hba : host.list("config.storageDevice.hostBusAdapter", HostHostBusAdapter.class)) {
            var pci = hba.pci();
            if (pci != null) {
                names.put(pci, hba.device());
            }
        }
        return names;
    }
}
