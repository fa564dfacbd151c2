package dev.thruway.interop.lab;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.ScaledTimeline;
import dev.thruway.lab.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The reference server of the lab with its ESXi, iLO and guest, served on loopback.
record LabServer(Lab lab) implements AutoCloseable {

    static final String VM = "gpu02";
    static final String FIRST_CARD = "0000:41:00.0";
    static final String SECOND_CARD = "0000:c1:00.0";
    static final String GUEST_PASSWORD = "correct horse";

    private static final int FACTOR = 5000;

    static LabServer start(String scenario) throws IOException {
        return start(scenario, List.of());
    }

    /// @param authorizedKeys of the guest's account
    static LabServer start(String scenario, List<String> authorizedKeys) throws IOException {
        var clock = LabClock.dividingBy(FACTOR);
        var account =
                new GuestAccount(
                        "hpe", GUEST_PASSWORD, authorizedKeys, GuestAccount.Sudo.WITH_PASSWORD);
        return new LabServer(
                Lab.start(Scenarios.world(scenario, new ScaledTimeline(clock), clock, account)));
    }

    /// @param scenario a file
    static LabServer of(Path scenario) throws IOException {
        var clock = LabClock.dividingBy(FACTOR);
        var account =
                new GuestAccount("hpe", GUEST_PASSWORD, List.of(), GuestAccount.Sudo.WITH_PASSWORD);
        var plan = Scenarios.parse(scenario.toString(), Files.readString(scenario));
        return new LabServer(Lab.start(World.of(plan, new ScaledTimeline(clock), clock, account)));
    }

    LabEndpoint esxi() {
        return lab.endpoint(LabEndpoint.Kind.ESXI, "dl385-01");
    }

    LabEndpoint vcenter() {
        return lab.endpoint(LabEndpoint.Kind.VCENTER, "vc01");
    }

    LabEndpoint bmc() {
        return lab.endpoint(LabEndpoint.Kind.BMC, "dl385-01");
    }

    LabEndpoint ssh() {
        return lab.endpoint(LabEndpoint.Kind.SSH, VM);
    }

    @Override
    public void close() {
        lab.close();
    }
}
