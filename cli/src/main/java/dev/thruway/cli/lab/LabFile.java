package dev.thruway.cli.lab;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.spec.SpecWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The `thruway.yaml` for a running lab, and the variables that its secrets refer to: the VMs whose
/// guests can be reached, and their servers; all servers where there is no such VM. Its policy
/// allows what the journey needs: nothing in the lab is worth asking for.
final class LabFile {

    private static final Policy POLICY =
            new Policy(
                    Permission.Answer.ALLOW,
                    Permission.Answer.ALLOW,
                    Policy.DEFAULT.biosChange(),
                    Policy.DEFAULT.firmware());

    private final List<LabEndpoint> endpoints;
    private final LabAccess access;
    private final Map<String, String> vms = new TreeMap<>();
    private final Map<String, UnderVcenter> above;
    private final FileNames names;

    /// Where a server's host is to be found.
    record UnderVcenter(String vcenter, String host) {}

    /// @param vms each VM with the server that it is on
    /// @param above each server that is under a vCenter
    LabFile(List<LabEndpoint> endpoints, Map<String, String> vms, Map<String, UnderVcenter> above) {
        this.endpoints = List.copyOf(endpoints);
        this.access = new LabAccess(endpoints);
        vms.forEach((vm, server) -> {
            if (FileNames.takesVm(vm)) {
                this.vms.put(vm, server);
            }
        });
        this.above = new TreeMap<>(above);
        this.names = FileNames.of(endpoints);
    }

    /// Variables by name, with the lab's throw-away passwords.
    Map<String, String> environment() {
        return new LabVariables(endpoints).all();
    }

    /// @param gpus how many each VM shall have
    String text(int gpus) {
        return SpecWriter.write(
                new Spec(
                        access.all(LabEndpoint.Kind.VCENTER).stream()
                                .map(e -> new Vcenter(names.of(e.name()), access.https(e)))
                                .toList(),
                        access.all(LabEndpoint.Kind.ESXI).stream()
                                .filter(e -> vms.isEmpty() || vms.containsValue(e.name()))
                                .map(this::server)
                                .toList(),
                        vms.entrySet().stream()
                                .map(vm -> vm(vm.getKey(), vm.getValue(), gpus))
                                .toList(),
                        POLICY));
    }

    private Server server(LabEndpoint esxi) {
        return new Server(
                names.of(esxi.name()),
                Optional.of(esxi(esxi)),
                access.find(LabEndpoint.Kind.BMC, esxi.name())
                        .map(bmc -> new Bmc(access.https(bmc), Bmc.Auth.SESSION)),
                List.of(),
                new TreeMap<>(),
                PolicyOverride.NONE);
    }

    private Esxi esxi(LabEndpoint esxi) {
        var under = above.get(esxi.name());
        return under == null
                ? new Esxi.Standalone(access.https(esxi))
                : new Esxi.UnderVcenter(names.of(under.vcenter()), under.host());
    }

    private Vm vm(String name, String server, int gpus) {
        return new Vm(
                name,
                new Placement.OnServer(names.of(server)),
                Optional.empty(),
                List.of(new GpuWish.Fixed(new CardChoice.OfModel("L40S", gpus))),
                Vm.SecureBoot.ON,
                Vm.FirmwareConversion.NEVER,
                access.find(LabEndpoint.Kind.SSH, name)
                        .map(e -> new Guest(access.ssh(e), new Driver.Auto())));
    }
}
