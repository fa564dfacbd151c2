package dev.thruway.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.observation.AttachedDevice;
import dev.thruway.domain.observation.DynamicDevice;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostPending.Stage;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.VmState.Power;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Carries a plan's steps out in a [World], one after the other, and refuses as a real host would:
/// a VM that runs is not reconfigured, a VM whose card is not active does not start, a host with
/// VMs that run does not go into maintenance.
final class Physics {

    private final World world;

    private Physics(World world) {
        this.world = world;
    }

    static void carryOut(World world, Plan plan) {
        assertThat(plan.blockers()).isEmpty();
        var physics = new Physics(world);
        plan.steps().forEach(physics::step);
    }

    private void step(Step step) {
        switch (step.action()) {
            case Action.OnHost action -> host(world.server(step.target().name()), action);
            case Action.OnVmConfig action -> config(world.vm(step.target().name()), action);
            case Action.OnVmHardware action -> hardware(world.vm(step.target().name()), action);
            case Action.OnVmPower action -> power(world.vm(step.target().name()), action);
            case Action.InGuest action -> guest(world.vm(step.target().name()), action);
        }
    }

    private void host(ServerDraft server, Action.OnHost action) {
        switch (action) {
            case Action.NoteHost(var before) -> server.before = Observed.of(Optional.of(before));
            case Action.ForgetHost() -> server.before = Observed.of(Optional.empty());
            case Action.EnablePassthrough(var address, var ids) ->
                    toggle(server, address, ids, true);
            case Action.DisablePassthrough(var address, var ids) ->
                    toggle(server, address, ids, false);
            case Action.SetHardwareLabel(var address, var ids, var label) -> {
                assertThat(ids(server, address)).isEqualTo(ids);
                card(server, address).label = Optional.of(label).filter(l -> !l.isEmpty());
            }
            case Action.NoteRunningVms(var vms) ->
                    server.pending =
                            Observed.of(
                                    Optional.of(pending(server, Stage.SHUTTING_DOWN).withRan(vms)));
            case Action.ShutDownOtherVm(var uuid, _) -> {
                assertThat(noted(server)).as("noted before it is shut down").contains(uuid);
                var vm = stranger(uuid);
                assertThat(vm.power).isEqualTo(Power.ON);
                vm.power = Power.OFF;
            }
            case Action.StartOtherVm(var uuid, _) -> {
                assertThat(server.inMaintenanceMode).isFalse();
                stranger(uuid).power = Power.ON;
            }
            case Action.ForgetPending() -> server.pending = Observed.of(Optional.empty());
            case Action.EnterMaintenanceMode _ -> {
                evacuate(server);
                assertThat(running(server)).as("VMs under maintenance").isEmpty();
                server.inMaintenanceMode = true;
                server.pending = Observed.of(Optional.of(pending(server, Stage.MAINTENANCE)));
            }
            case Action.RebootHost() -> reboot(server);
            case Action.ExitMaintenanceMode() -> {
                assertThat(server.inMaintenanceMode).isTrue();
                server.inMaintenanceMode = false;
                if (noted(server).isEmpty()) {
                    server.pending = Observed.of(Optional.empty());
                }
            }
        }
    }

    private static HostPending pending(ServerDraft server, Stage stage) {
        return server.pending
                .known()
                .flatMap(p -> p)
                .map(p -> p.at(stage))
                .orElseGet(() ->
                        new HostPending(
                                server.bootTime.known().orElseThrow(),
                                "me",
                                Instant.parse("2024-05-01T01:00:00Z"),
                                stage,
                                List.of()));
    }

    private static List<String> noted(ServerDraft server) {
        return pending(server, Stage.MAINTENANCE).ran().stream()
                .map(HostPending.Ran::uuid)
                .toList();
    }

    private VmDraft stranger(String uuid) {
        return world.strangers.stream()
                .filter(vm -> vm.uuid().equals(uuid))
                .findFirst()
                .orElseThrow();
    }

    /// A fully automated DRS moves what it can.
    private void evacuate(ServerDraft server) {
        boolean evacuates =
                server.cluster.flatMap(Observed::known).filter(HostCluster::evacuates).isPresent();
        world.strangers.removeIf(vm -> evacuates && vm.on() && vm.devices.isEmpty());
    }

    private static CardDraft card(ServerDraft server, PciAddress address) {
        return server.card(address.withFunction(0).toString());
    }

    private static PassthroughState state(ServerDraft server, PciAddress address) {
        var card = card(server, address);
        return address.function() == 0 ? card.state() : card.audio.orElseThrow();
    }

    private static PciIds ids(ServerDraft server, PciAddress address) {
        return address.function() == 0 ? card(server, address).ids : CardDraft.AUDIO;
    }

    private List<String> running(ServerDraft server) {
        return world.vmsOn(server.name).stream().filter(VmDraft::on).map(vm -> vm.name).toList();
    }

    private static void toggle(ServerDraft server, PciAddress address, PciIds ids, boolean on) {
        assertThat(ids(server, address)).isEqualTo(ids);
        boolean now = server.rebinds.known().orElse(false);
        boolean active = now ? on : active(state(server, address));
        set(card(server, address), address, PassthroughState.of(true, on, active));
    }

    private static void set(CardDraft card, PciAddress address, PassthroughState state) {
        if (address.function() == 0) {
            card.passthrough(state);
        } else {
            card.audio = Optional.of(state);
        }
    }

    private static boolean active(PassthroughState state) {
        return state == PassthroughState.ACTIVE || state == PassthroughState.DISABLED_STILL_ACTIVE;
    }

    private void reboot(ServerDraft server) {
        assertThat(server.inMaintenanceMode).isTrue();
        assertThat(running(server)).isEmpty();
        server.bootTime = server.bootTime.map(t -> t.plus(Duration.ofHours(1)));
        for (var card : server.cards) {
            card.passthrough(rebooted(card.state()));
            card.audio = card.audio.map(Physics::rebooted);
        }
    }

    private static PassthroughState rebooted(PassthroughState state) {
        return switch (state) {
            case ENABLED_NOT_ACTIVE -> PassthroughState.ACTIVE;
            case DISABLED_STILL_ACTIVE -> PassthroughState.OFF;
            case OFF, ACTIVE, INCAPABLE, VGPU, OTHER -> state;
        };
    }

    private static void config(VmDraft vm, Action.OnVmConfig action) {
        if (!isNote(action)) {
            assertThat(vm.power).as("power of %s before %s", vm.name, action).isEqualTo(Power.OFF);
        }
        switch (action) {
            case Action.AttachDevice(var address, var ids, var systemId, _) ->
                    vm.hold(address, ids, systemId);
            case Action.AttachDynamicDevice(var device, _) -> {
                assertThat(vm.hardware).as("hardware of %s", vm.name).isGreaterThanOrEqualTo(17);
                vm.holdDynamic(device, Optional.empty());
            }
            case Action.DetachDevice(var key, _) ->
                    assertThat(vm.devices.removeIf(d -> d.key() == key)).isTrue();
            case Action.SetMemoryReservation(var reservation, var locked) -> {
                vm.reservation = reservation;
                vm.locked = locked;
            }
            case Action.SetFirmware(var firmware) -> vm.firmware = firmware;
            case Action.SetSecureBoot(var wanted) -> {
                boolean on = wanted == Action.SetSecureBoot.Wanted.ON;
                assertThat(!on || vm.hardware >= 13).as("hardware of %s", vm.name).isTrue();
                vm.secureBoot = Optional.of(on);
            }
            case Action.SetExtraConfig(var key, var value) -> {
                vm.extra.put(key, value);
                vm.extra.values().removeIf(String::isEmpty);
            }
            case Action.NoteVm(var before, var agreed, var dynamic) -> {
                vm.before = Optional.of(before);
                vm.agreed = agreed;
                vm.agreedDynamic = dynamic;
            }
            case Action.NoteGuestRestored(var before) -> vm.before = Optional.of(before);
            case Action.ForgetVm() -> {
                vm.before = Optional.empty();
                vm.agreed = List.of();
                vm.agreedDynamic = List.of();
            }
        }
    }

    private static boolean isNote(Action.OnVmConfig action) {
        return action instanceof Action.NoteVm
                || action instanceof Action.NoteGuestRestored
                || action instanceof Action.ForgetVm;
    }

    private static void hardware(VmDraft vm, Action.OnVmHardware action) {
        assertThat(vm.power).as("power of %s before %s", vm.name, action).isEqualTo(Power.OFF);
        switch (action) {
            case Action.UpgradeHardware(int version) -> {
                assertThat(version).isGreaterThan(vm.hardware);
                vm.hardware = version;
            }
        }
    }

    private void power(VmDraft vm, Action.OnVmPower action) {
        switch (action) {
            case Action.ShutDownVm() -> {
                assertThat(vm.power).isEqualTo(Power.ON);
                vm.power = Power.OFF;
                vm.toolsRunning = false;
                assign(vm, _ -> Optional.empty());
            }
            case Action.PowerOnVm() -> powerOn(vm);
        }
    }

    private void powerOn(VmDraft vm) {
        var server = world.serverOf(vm);
        assertThat(vm.power).isEqualTo(Power.OFF);
        assertThat(server.inMaintenanceMode).isFalse();
        assign(vm, device -> free(server, device));
        for (var device : vm.devices) {
            if (device.dynamic().isPresent()) {
                continue;
            }
            var address = device.address().orElseThrow();
            assertThat(active(state(server, address))).as("%s is active", address).isTrue();
            assertThat(device.systemId()).isEqualTo(server.uuid);
            assertThat(device.deviceId()).isEqualTo(ids(server, address).device());
        }
        if (!vm.devices.isEmpty()) {
            assertThat(vm.state().allMemoryReserved()).as("memory of %s", vm.name).isTrue();
            assertThat(fits(vm)).as("window of %s: %s", vm.name, vm.extra).isTrue();
        }
        vm.power = Power.ON;
        vm.toolsRunning = true;
        vm.guest.start(!vm.devices.isEmpty());
    }

    /// Gives each dynamic device the card that the function finds.
    private static void assign(VmDraft vm, Function<DynamicDevice, Optional<PciAddress>> found) {
        for (int i = 0; i < vm.devices.size(); i++) {
            var device = vm.devices.get(i);
            if (device.dynamic().isPresent()) {
                vm.devices.remove(i);
                vm.devices.add(
                        i,
                        new AttachedDevice(
                                device.key(),
                                device.kind(),
                                Optional.empty(),
                                0,
                                0,
                                "",
                                device.name(),
                                device.dynamic(),
                                found.apply(device.dynamic().get())));
            }
        }
    }

    private Optional<PciAddress> free(ServerDraft server, DynamicDevice wanted) {
        var held =
                world.vmsOn(server.name).stream()
                        .flatMap(vm -> vm.devices.stream())
                        .flatMap(d -> d.card().stream())
                        .toList();
        return server.cards.stream()
                .filter(c -> active(c.state()) && !held.contains(c.address))
                .filter(c -> wanted.products().contains(c.ids.vendorDevice()))
                .filter(c -> wanted.label().isEmpty() || wanted.label().equals(c.label))
                .map(c -> c.address)
                .findFirst();
    }

    private boolean fits(VmDraft vm) {
        var bars =
                world.cardsOf(vm).stream()
                        .map(ids -> TestKnowledge.CATALOG.gpu(ids).orElseThrow())
                        .map(m -> new MmioDevice(m.name(), m.bars(), Optional.empty()).sum())
                        .reduce(ByteSize.ZERO, ByteSize::plus);
        var open = vm.state().extra("pciPassthru.use64bitMMIO").filter("TRUE"::equals);
        var window =
                open.flatMap(_ -> vm.state().extra("pciPassthru.64bitMMIOSizeGB"))
                        .map(gib -> ByteSize.ofGib(Long.parseLong(gib)))
                        .orElse(MmioWindow.WITHOUT_KEYS);
        return bars.compareTo(window) <= 0;
    }

    private void guest(VmDraft vm, Action.InGuest action) {
        assertThat(vm.power).as("power of %s before %s", vm.name, action).isEqualTo(Power.ON);
        var guest = vm.guest;
        switch (action) {
            case Action.BlacklistOpenDrivers() -> {
                note(guest, List.of());
                guest.nouveauLoadable = false;
            }
            case Action.RebootGuest() -> {
                if (guest.nouveauLoaded) {
                    guest.start(!vm.devices.isEmpty());
                }
            }
            case Action.InstallDriver(var branch) -> {
                note(guest, guest.installed.isEmpty() ? List.of("nvidia-driver") : List.of());
                guest.installed =
                        Optional.of("auto".equals(branch) ? GuestDraft.VERSION : branch + ".10.01");
                assertThat(guest.nouveauLoaded).as("nouveau holds the card").isFalse();
                guest.loaded = guest.installed;
            }
            case Action.ProveCuda _ -> guest.prove(world.cardsOf(vm).size());
            case Action.RestoreGuest() -> restore(guest);
        }
    }

    private static void note(GuestDraft guest, List<String> packages) {
        var files = List.of("thruway-nouveau.conf");
        var before = guest.before.orElse(new GuestBefore(List.of(), files));
        guest.before =
                Optional.of(
                        before.addedPackages().isEmpty()
                                ? new GuestBefore(packages, files)
                                : before);
    }

    private static void restore(GuestDraft guest) {
        guest.before
                .filter(b -> !b.addedPackages().isEmpty())
                .ifPresent(_ -> {
                    guest.installed = Optional.empty();
                    guest.loaded = Optional.empty();
                });
        if (guest.before.isPresent()) {
            guest.nouveauLoadable = true;
        }
        guest.before = Optional.empty();
        guest.proof = Optional.empty();
    }

    /// Everything of a world's configuration that undo has to restore, to compare.
    static Map<String, Object> configuration(World world) {
        var all = new TreeMap<String, Object>();
        for (var server : world.servers.values()) {
            server.cards.forEach(c -> {
                all.put("card " + c.address, c.passthrough);
                all.put("audio " + c.address, c.audio);
                all.put("label " + c.address, c.label);
            });
            all.put("maintenance " + server.name, server.inMaintenanceMode);
            all.put("noted " + server.name, server.before);
            all.put("pending " + server.name, server.pending);
        }
        for (var vm : world.strangers) {
            all.put("power of stranger " + vm.name, vm.power);
        }
        for (var vm : world.vms.values()) {
            all.put("power " + vm.name, vm.power);
            all.put("firmware " + vm.name, vm.firmware);
            all.put("secure boot " + vm.name, vm.secureBoot);
            all.put("reservation " + vm.name, vm.reservation + " " + vm.locked);
            all.put("extra " + vm.name, Map.copyOf(vm.extra));
            all.put(
                    "devices " + vm.name,
                    vm.devices.stream().map(d -> d.address() + " " + d.dynamic()).toList());
            all.put("noted " + vm.name, vm.before + " " + vm.agreed + vm.agreedDynamic);
            all.put("driver " + vm.name, vm.guest.installed);
            all.put("guest noted " + vm.name, vm.guest.before);
        }
        return all;
    }
}
