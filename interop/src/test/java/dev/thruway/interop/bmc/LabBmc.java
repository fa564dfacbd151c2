package dev.thruway.interop.bmc;

import dev.thruway.lab.Lab;
import dev.thruway.lab.LabClock;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.guest.GuestAccount;
import dev.thruway.lab.scenario.Scenarios;
import dev.thruway.lab.world.ScaledTimeline;
import java.io.IOException;
import java.util.List;

/// The management controller of the reference server, served on loopback.
record LabBmc(Lab lab, LabEndpoint endpoint) implements AutoCloseable {

    private static final int FACTOR = 5000;

    static LabBmc start() throws IOException {
        var clock = LabClock.dividingBy(FACTOR);
        var account = new GuestAccount("hpe", "pw", List.of(), GuestAccount.Sudo.WITH_PASSWORD);
        var lab =
                Lab.start(
                        Scenarios.world(Scenarios.SEED, new ScaledTimeline(clock), clock, account));
        return new LabBmc(lab, lab.endpoint(LabEndpoint.Kind.BMC, "dl385-01"));
    }

    @Override
    public void close() {
        lab.close();
    }
}
