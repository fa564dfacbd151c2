package dev.thruway.cli.lab;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.text.Phrase;
import dev.thruway.lab.Lab;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.LabPassword;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.ScenarioException;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.ScaledTimeline;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.VirtualMachine;
import dev.thruway.lab.world.World;
import dev.thruway.spec.SpecWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A lab that serves a scenario, with the file that goes with it.
final class RunningLab implements AutoCloseable {

    private final Lab lab;
    private final LabFile file;
    private final Optional<String> captured;

    private RunningLab(Lab lab, LabFile file, Optional<String> captured) {
        this.lab = lab;
        this.file = file;
        this.captured = captured;
    }

    /// @param scenario a name that the lab knows, or a file
    /// @param factor how much faster than in reality physical work passes
    static RunningLab start(String scenario, int portBase, long factor, Path directory) {
        var clock = LabClock.dividingBy(factor);
        var account =
                new GuestAccount(
                        "hpe", LabPassword.random(), List.of(), GuestAccount.Sudo.WITH_PASSWORD);
        try {
            var said =
                    Scenarios.names().contains(scenario)
                            ? Scenarios.scenario(scenario)
                            : Scenarios.scenario(existing(directory.resolve(scenario), scenario));
            var world = World.of(said.world(), new ScaledTimeline(clock), clock, account);
            var lab = Lab.start(world, portBase);
            said.faults().forEach(lab.faults()::add);
            return new RunningLab(
                    lab,
                    new LabFile(lab.endpoints(), vms(world), above(world)),
                    said.file()
                            .flatMap(text -> new ReplayFile(lab.endpoints()).of(text, directory))
                            .map(SpecWriter::write));
        } catch (ScenarioException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of("cli.lab.bad-scenario", "place", e.place(), "expected", e.expected()),
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw notStarted(e);
        }
    }

    private static Failure notStarted(Exception e) {
        return new Failure(
                ExitCode.FAILED,
                Phrase.of("cli.lab.not-started", "says", String.valueOf(e.getMessage())),
                e);
    }

    /// Each VM whose guest can be reached, with the server that it is on: of several with a name
    /// the first, as a file has a name once.
    private static Map<String, String> vms(World world) {
        var vms = new TreeMap<String, String>();
        for (var server : world.servers()) {
            server.host().vms().stream()
                    .filter(vm -> vm.guestPlan().reach() == ServerPlan.Reach.SSH)
                    .forEach(vm -> vms.putIfAbsent(vm.config().plainName(), server.name()));
        }
        return vms;
    }

    /// Each server that is under a vCenter.
    private static Map<String, LabFile.UnderVcenter> above(World world) {
        var above = new TreeMap<String, LabFile.UnderVcenter>();
        for (var v : world.vcenters()) {
            for (var host : v.vcenter().hosts()) {
                above.put(host.server().name(), new LabFile.UnderVcenter(v.name(), host.name()));
            }
        }
        return above;
    }

    private static Path existing(Path file, String scenario) {
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of(
                            "cli.lab.no-scenario",
                            "scenario",
                            scenario,
                            "known",
                            String.join(", ", Scenarios.names())));
        }
        return file;
    }

    /// The VM of that name, on whichever server.
    VirtualMachine vm(String name) {
        return lab.world().servers().stream()
                .flatMap(server -> server.host().vms().stream())
                .filter(vm -> vm.config().plainName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the lab has no VM " + name));
    }

    Lab lab() {
        return lab;
    }

    LabFile file() {
        return file;
    }

    /// The `thruway.yaml` that leads to it: what was captured with it, else one for the lab's VMs.
    ///
    /// @param gpus how many each of these shall have
    String text(int gpus) {
        return captured.orElseGet(() -> file.text(gpus));
    }

    @Override
    public void close() {
        lab.close();
    }
}
