package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.HostSwitches;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.PciFunction.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What the host itself uses its network devices for: the way from the management interface to a
/// PCI address, over a standard switch or over its part of a distributed one.
final class NetworkValues {

    private static final String VMS = "VM Network";
    private static final String MANAGEMENT = "Management Network";

    /// A class of PCI by its first byte.
    private static final int NETWORK = 0x02;

    private NetworkValues() {}

    static Value.Data networkInfo(EsxHost host) {
        var nics = HostParts.ofRole(host, Role.NETWORK);
        var others = HostParts.ofRole(host, Role.UPLINK);
        var all =
                Stream.of(nics, others, HostParts.unused(host, NETWORK))
                        .flatMap(List::stream)
                        .toList();
        var switches = host.identity().switches();
        return Value.data("HostNetworkInfo")
                .set("vswitch", Value.array("HostVirtualSwitch", standard(switches, nics, others)))
                .set(
                        "proxySwitch",
                        Value.array("HostProxySwitch", distributed(switches, nics, others)))
                .set(
                        "portgroup",
                        Value.array(
                                "HostPortGroup",
                                groups(switches).stream().map(NetworkValues::portgroup).toList()))
                .set(
                        "pnic",
                        Value.array("PhysicalNic", all.stream().map(NetworkValues::nic).toList()))
                .set(
                        "vnic",
                        Value.array(
                                "HostVirtualNic",
                                List.of(managementInterface(switches.management()))))
                .build();
    }

    private static List<String> groups(HostSwitches switches) {
        return switches.management().isEmpty() ? List.of(VMS, MANAGEMENT) : List.of(VMS);
    }

    /// The first one has all port groups, and no uplink where the management is elsewhere.
    private static List<Value.Data> standard(
            HostSwitches switches, List<PciFunction> nics, List<PciFunction> others) {
        var all = new ArrayList<Value.Data>();
        all.add(
                virtualSwitch(
                        "vSwitch0",
                        groups(switches).stream().map(NetworkValues::groupKey).toList(),
                        switches.management().isEmpty() ? nics : List.of()));
        if (!others.isEmpty() && switches.uplinks().isEmpty()) {
            all.add(virtualSwitch("vSwitch1", List.of(), others));
        }
        return all;
    }

    private static List<Value.Data> distributed(
            HostSwitches switches, List<PciFunction> nics, List<PciFunction> others) {
        var all = new ArrayList<Value.Data>();
        switches.management().ifPresent(s -> all.add(proxySwitch(s, 0, nics)));
        switches.uplinks()
                .filter(_ -> !others.isEmpty())
                .ifPresent(s -> all.add(proxySwitch(s, 1, others)));
        return all;
    }

    private static Value.Data proxySwitch(
            HostSwitches.Distributed of, int number, List<PciFunction> nics) {
        return Value.data("HostProxySwitch")
                .set("dvsUuid", of.uuid())
                .set("dvsName", of.name())
                .set("key", "DvsPortset-" + number)
                .set("numPorts", 2560)
                .set("configNumPorts", 512)
                .set("numPortsAvailable", 2540)
                .set(
                        "uplinkPort",
                        Value.array(
                                "KeyValue",
                                IntStream.range(0, nics.size())
                                        .mapToObj(NetworkValues::uplinkPort)
                                        .toList()))
                .set("mtu", 1500)
                .set("pnic", Value.texts(nics.stream().map(NetworkValues::nicKey).toList()))
                .set(
                        "spec",
                        Value.data("HostProxySwitchSpec").set("backing", backing(nics)).build())
                .set("networkReservationSupported", true)
                .build();
    }

    private static Value.Data uplinkPort(int number) {
        return Value.data("KeyValue")
                .set("key", Integer.toString(number))
                .set("value", "Uplink " + (number + 1))
                .build();
    }

    private static Value.Data backing(List<PciFunction> nics) {
        return Value.data("DistributedVirtualSwitchHostMemberPnicBacking")
                .set(
                        "pnicSpec",
                        Value.array(
                                "DistributedVirtualSwitchHostMemberPnicSpec",
                                IntStream.range(0, nics.size())
                                        .mapToObj(i -> pnicSpec(nics.get(i), i))
                                        .toList()))
                .buildNamed();
    }

    private static Value.Data pnicSpec(PciFunction nic, int port) {
        return Value.data("DistributedVirtualSwitchHostMemberPnicSpec")
                .set("pnicDevice", nic.vmkernelName().orElse("vmnic0"))
                .set("uplinkPortKey", Integer.toString(port))
                .build();
    }

    private static String groupKey(String name) {
        return "key-vim.host.PortGroup-" + name;
    }

    private static Value.Data virtualSwitch(
            String name, List<String> groups, List<PciFunction> nics) {
        return Value.data("HostVirtualSwitch")
                .set("name", name)
                .set("key", "key-vim.host.VirtualSwitch-" + name)
                .set("numPorts", 7680)
                .set("numPortsAvailable", 7660)
                .set("mtu", 1500)
                .set("portgroup", Value.texts(groups))
                .set("pnic", Value.texts(nics.stream().map(NetworkValues::nicKey).toList()))
                .set("spec", Value.data("HostVirtualSwitchSpec").set("numPorts", 128).build())
                .build();
    }

    private static Value.Data portgroup(String name) {
        return Value.data("HostPortGroup")
                .set("key", groupKey(name))
                .set("vswitch", "key-vim.host.VirtualSwitch-vSwitch0")
                .set("computedPolicy", policy())
                .set(
                        "spec",
                        Value.data("HostPortGroupSpec")
                                .set("name", name)
                                .set("vlanId", 0)
                                .set("vswitchName", "vSwitch0")
                                .set("policy", ofTheSwitch())
                                .build())
                .build();
    }

    private static Value.Data policy() {
        return Value.data("HostNetworkPolicy")
                .set(
                        "security",
                        Value.data("HostNetworkSecurityPolicy")
                                .set("allowPromiscuous", false)
                                .set("macChanges", false)
                                .set("forgedTransmits", false)
                                .build())
                .set(
                        "shapingPolicy",
                        Value.data("HostNetworkTrafficShapingPolicy").set("enabled", false).build())
                .build();
    }

    /// What a port group does not set itself are empty objects.
    private static Value.Data ofTheSwitch() {
        return Value.data("HostNetworkPolicy")
                .set("security", Value.data("HostNetworkSecurityPolicy").build())
                .set("shapingPolicy", Value.data("HostNetworkTrafficShapingPolicy").build())
                .build();
    }

    private static String nicKey(PciFunction f) {
        return "key-vim.host.PhysicalNic-" + f.vmkernelName().orElse("vmnic0");
    }

    private static Value.Data nic(PciFunction f) {
        return Value.data("PhysicalNic")
                .set("key", nicKey(f))
                .set("device", f.vmkernelName().orElse("vmnic0"))
                .set("pci", f.address().toString())
                .set("driver", "bnxtnet")
                .set("linkSpeed", linkSpeed())
                .set("spec", Value.data("PhysicalNicSpec").set("linkSpeed", linkSpeed()).build())
                .set("wakeOnLanSupported", false)
                .set("mac", "5c:ba:2c:0f:03:%02x".formatted(0x80 + f.address().function()))
                .build();
    }

    private static Value.Data linkSpeed() {
        return Value.data("PhysicalNicLinkInfo").set("speedMb", 25000).set("duplex", true).build();
    }

    /// On a distributed switch it names a port in place of a port group.
    private static Value.Data managementInterface(Optional<HostSwitches.Distributed> on) {
        var spec =
                Value.data("HostVirtualNicSpec")
                        .set(
                                "ip",
                                Value.data("HostIpConfig")
                                        .set("dhcp", false)
                                        .set("ipAddress", "192.0.2.10")
                                        .set("subnetMask", "255.255.255.0")
                                        .build())
                        .set("mac", "5c:ba:2c:0f:03:80");
        on.ifPresentOrElse(
                s -> spec.set("distributedVirtualPort", port(s)),
                () -> spec.set("portgroup", MANAGEMENT));
        return Value.data("HostVirtualNic")
                .set("device", "vmk0")
                .set("key", "key-vim.host.VirtualNic-vmk0")
                .set("portgroup", on.isPresent() ? "" : MANAGEMENT)
                .set("spec", spec.set("mtu", 1500).build())
                .build();
    }

    private static Value.Data port(HostSwitches.Distributed of) {
        return Value.data("DistributedVirtualSwitchPortConnection")
                .set("switchUuid", of.uuid())
                .set("portgroupKey", "dvportgroup-1")
                .set("portKey", "16")
                .build();
    }
}
