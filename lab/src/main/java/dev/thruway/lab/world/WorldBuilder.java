package dev.thruway.lab.world;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.guest.GuestImage;
import dev.thruway.lab.guest.GuestMachine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Builds a world from its plan: servers, shared datastores, VMs, vCenters, in this order. What
/// runs when the world begins is switched on last.
final class WorldBuilder {

    private final WorldPlan plan;
    private final Timeline timeline;
    private final LabClock clock;
    private final GuestAccount account;
    private final Changes changes = new Changes();
    private final Map<String, Server> servers = new LinkedHashMap<>();
    private final Map<String, VirtualMachine> vms = new LinkedHashMap<>();
    private final Map<VirtualMachine, ServerPlan.VmPlan> plans = new LinkedHashMap<>();

    WorldBuilder(WorldPlan plan, Timeline timeline, LabClock clock, GuestAccount account) {
        this.plan = plan;
        this.timeline = timeline;
        this.clock = clock;
        this.account = account;
    }

    World build() {
        for (var server : plan.servers()) {
            servers.put(server.name(), new Server(server, changes, timeline));
            server.datastore().ifPresent(own -> host(server.name()).datastore().begin(own.files()));
        }
        for (var shared : plan.datastores()) {
            var datastore = new Datastore(changes, timeline, shared.name(), shared.capacity());
            datastore.begin(shared.files());
            shared.servers().forEach(name -> host(name).mount(datastore));
        }
        for (var server : plan.servers()) {
            server.vms().forEach(vm -> addVm(host(server.name()), vm));
        }
        var vcenters =
                plan.vcenters().stream()
                        .map(v -> new World.LabVcenter(v.name(), vcenter(v)))
                        .toList();
        plans.forEach(VirtualMachine::began);
        return new World(changes, timeline, List.copyOf(servers.values()), vcenters);
    }

    private void addVm(EsxHost host, ServerPlan.VmPlan vm) {
        var datastore =
                vm.datastore().map(name -> datastore(host, name)).orElseGet(host::datastore);
        var folder = vm.identity().folder();
        datastore.makeFolder(folder, true);
        for (var device : vm.config().devices()) {
            if (device instanceof VmDevice.Disk disk) {
                datastore.write(folder + "/" + disk.file(), new byte[0]);
            }
        }
        var guest = new GuestMachine(GuestImage.ubuntu2404(hostname(vm), account), clock);
        var machine = new VirtualMachine(host, datastore, vm, guest);
        host.add(machine);
        vms.put(vm.config().name(), machine);
        plans.put(machine, vm);
    }

    /// What is on its disk: the first part of what it tells, else of its VM's name.
    private static String hostname(ServerPlan.VmPlan vm) {
        var said = vm.guest().hostname().orElse(vm.config().name()).toLowerCase(Locale.ROOT);
        var clean = said.replaceFirst("[.].*", "").replaceAll("[^a-z0-9-]", "-");
        var name = ("vm" + clean).substring(clean.matches("[a-z0-9].*") ? 2 : 0);
        return name.substring(0, Math.min(63, name.length()));
    }

    private static Datastore datastore(EsxHost host, String name) {
        return host.datastores().stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(host.name() + " has no datastore " + name));
    }

    private Vcenter vcenter(VcenterPlan v) {
        var vcenter =
                new Vcenter(
                        v.identity(),
                        new Vcenter.Holdings(
                                v.datacenters().stream().map(this::datacenter).toList(),
                                v.appliance().map(this::named),
                                v.withheld()),
                        changes,
                        timeline);
        hosts(v.disconnected()).forEach(vcenter::beginsDisconnected);
        return vcenter;
    }

    private Datacenter datacenter(VcenterPlan.DatacenterPlan d) {
        return new Datacenter(
                d.name(),
                d.folder(),
                d.clusters().stream().map(this::cluster).toList(),
                d.standalone().stream()
                        .map(a -> new Datacenter.Alone(host(a.server()), a.folder()))
                        .toList());
    }

    private Cluster cluster(VcenterPlan.ClusterPlan c) {
        var hosts = hosts(c.servers());
        return new Cluster(
                c.name(),
                c.folder(),
                c.drs(),
                c.ha(),
                c.storage(),
                hosts,
                c.pinned().stream().flatMap(name -> named(name, hosts).stream()).toList());
    }

    /// Those on these hosts; where there is none, that of another host.
    private List<VirtualMachine> named(String name, List<EsxHost> hosts) {
        var here =
                hosts.stream()
                        .flatMap(host -> host.vms().stream())
                        .filter(vm -> vm.config().name().equals(name))
                        .toList();
        return here.isEmpty() ? List.of(named(name)) : here;
    }

    private List<EsxHost> hosts(List<String> names) {
        return names.stream().map(this::host).toList();
    }

    private EsxHost host(String name) {
        return Optional.ofNullable(servers.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no such server: " + name))
                .host();
    }

    private VirtualMachine named(String name) {
        return Optional.ofNullable(vms.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no such VM: " + name));
    }
}
