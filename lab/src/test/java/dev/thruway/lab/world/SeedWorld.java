package dev.thruway.lab.world;

import dev.thruway.lab.LabClock;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.VmChange.DeviceChange;
import dev.thruway.lab.world.VmChange.MemoryChange;
import dev.thruway.lab.world.VmChange.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A scenario's world with a time that a test moves, and words for what tests do to it.
public final class SeedWorld {

    public static final String FIRST = "0000:41:00.0";
    public static final String SECOND = "0000:c1:00.0";

    public final ManualTimeline time = new ManualTimeline();
    public final World world;
    public final Server server;
    public final EsxHost host;
    public final VirtualMachine vm;

    public SeedWorld() {
        this(Scenarios.SEED);
    }

    public SeedWorld(String scenario) {
        this(Scenarios.plan(scenario));
    }

    /// Like the reference world, with these lines in place of its own.
    public static SeedWorld like(String lines) {
        return new SeedWorld(
                Scenarios.parse("test.yaml", "lab: thruway-lab/v1\nlike: seed\n" + lines));
    }

    private SeedWorld(WorldPlan plan) {
        world =
                World.of(
                        plan,
                        time,
                        LabClock.dividingBy(1_000_000),
                        new GuestAccount("hpe", "pw", List.of(), GuestAccount.Sudo.WITH_PASSWORD));
        server = world.server("dl385-01");
        host = server.host();
        vm = host.vms().getFirst();
    }

    public void toggle(String... ids) {
        host.toggle(
                Arrays.stream(ids)
                        .map(id ->
                                new Passthrough.Toggle(
                                        id, true, Optional.empty(), Optional.empty()))
                        .toList());
    }

    public VmDevice.Backing backing(String id) {
        return new VmDevice.Backing("", id, "26b9", host.systemId(), 0x10de);
    }

    public LabTask done(LabTask task) {
        time.pass(Duration.ofSeconds(7));
        return host.tasks().find(task.key()).orElseThrow();
    }

    public LabTask reconfigure(VmChange change) {
        return done(vm.reconfigure(change));
    }

    public void attach(String... ids) {
        reconfigure(
                VmChange.NONE.withDevices(
                        Arrays.stream(ids)
                                .map(id ->
                                        (DeviceChange) new DeviceChange.AddPassthrough(backing(id)))
                                .toList()));
    }

    public void reserveAll() {
        reconfigure(
                VmChange.NONE.withMemory(
                        new MemoryChange(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(true),
                                Optional.empty())));
    }

    public void window(String gib) {
        reconfigure(
                VmChange.NONE.withSettings(
                        List.of(
                                new Setting("pciPassthru.use64bitMMIO", "TRUE"),
                                new Setting("pciPassthru.64bitMMIOSizeGB", gib))));
    }

    public void firmware(Firmware firmware) {
        reconfigure(VmChange.NONE.withFirmware(firmware, false));
    }

    /// Everything right for the cards: toggled, attached, reserved, with that window.
    public void prepared(String gib, String... ids) {
        toggle(ids);
        attach(ids);
        reserveAll();
        window(gib);
    }

    public LabTask powerOn() {
        return done(vm.powerOn());
    }

    public String log() {
        return new String(
                host.datastore().read(vm.logPath()).orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    public List<String> eventTypes() {
        return host.events().all().stream().map(LabEvent::type).toList();
    }
}
