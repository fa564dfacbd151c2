package dev.thruway.lab.world;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.Scenarios;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The scenario with a vCenter, with a time that a test moves, and words for what tests do to it.
public final class ClusterWorld {

    public static final String CARD = "0000:41:00.0";

    public final ManualTimeline time = new ManualTimeline();
    public final World world;
    public final Vcenter vcenter;

    public ClusterWorld() {
        this("");
    }

    /// @param more YAML that stands below `like: vcenter`
    public ClusterWorld(String more) {
        world =
                World.of(
                        Scenarios.parse("test.yaml", "lab: thruway-lab/v1\nlike: vcenter\n" + more),
                        time,
                        LabClock.dividingBy(1_000_000),
                        new GuestAccount("hpe", "pw", List.of(), GuestAccount.Sudo.WITH_PASSWORD));
        vcenter = world.vcenter("vc01");
    }

    public static ClusterWorld withCluster(String keys) {
        return new ClusterWorld("vcenters: {vc01: {clusters: {ai: {%s}}}}\n".formatted(keys));
    }

    public EsxHost host(int number) {
        return world.server("dl385-0" + number).host();
    }

    public VirtualMachine vm(String name) {
        return vcenter.hosts().stream()
                .flatMap(h -> h.vms().stream())
                .filter(vm -> vm.config().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The task as it is after some time.
    public LabTask after(Duration duration, EsxHost host, LabTask task) {
        time.pass(duration);
        return host.tasks().find(task.key()).orElseThrow();
    }

    public LabTask enterMaintenance(int number, Duration timeout) {
        return vcenter.enterMaintenance(
                host(number), timeout, new Evacuation.Wish(Evacuation.PoweredOff.STAY));
    }

    /// gpu02 runs with a card of its host.
    public void gpuRuns() {
        var host = host(1);
        host.toggle(
                List.of(new Passthrough.Toggle(CARD, true, Optional.empty(), Optional.empty())));
        host.reboot(true);
        time.pass(Duration.ofMinutes(8));
        var vm = vm("gpu02");
        var backing = new VmDevice.Backing("", CARD, "26b9", host.systemId(), 0x10de);
        run(
                host,
                vm.reconfigure(
                        VmChange.NONE
                                .withDevices(
                                        List.of(new VmChange.DeviceChange.AddPassthrough(backing)))
                                .withMemory(
                                        new VmChange.MemoryChange(
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.of(true),
                                                Optional.empty()))
                                .withSettings(
                                        List.of(
                                                new VmChange.Setting(
                                                        "pciPassthru.use64bitMMIO", "TRUE"),
                                                new VmChange.Setting(
                                                        "pciPassthru.64bitMMIOSizeGB", "128")))));
        run(host, vm.powerOn());
    }

    private void run(EsxHost host, LabTask task) {
        var done = after(Duration.ofSeconds(10), host, task);
        if (done.error().isPresent()) {
            throw new AssertionError(done.error().get().message());
        }
    }

    public List<String> eventTypes() {
        return vcenter.events().all().stream().map(LabEvent::type).toList();
    }
}
