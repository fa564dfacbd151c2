package dev.thruway.lab.bmc;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The service root, the manager itself and its accounts.
final class ManagerResources {

    private final BmcHardware hardware;
    private final BmcSessions sessions;
    private final InstantSource wallClock;

    ManagerResources(BmcHardware hardware, BmcSessions sessions, InstantSource wallClock) {
        this.hardware = hardware;
        this.sessions = sessions;
        this.wallClock = wallClock;
    }

    void addTo(BmcTree tree) {
        var plates = hardware.plates();
        var uuid = uuid();
        tree.add(
                "",
                "root",
                Map.of(
                        "bmcName", "ilo" + plates.serial(),
                        "hostName", plates.hostName(),
                        "model", plates.model(),
                        "uuid", uuid,
                        "time", now()));
        tree.collection("Managers/", "ManagerCollection", "Managers", List.of("1"));
        tree.add(
                "Managers/1/",
                "manager",
                Map.of(
                        "time", now(),
                        "idleMinutes", sessions.limits().idle().toMinutes(),
                        "uuid", uuid));
        tree.action(
                "Managers/1/Actions/Manager.Reset/",
                (request, body) -> {
                    sessions.forgetAll();
                    return BmcAnswers.message(200, "iLO.2.25.ResetInProgress");
                });
        addAccounts(tree);
    }

    private void addAccounts(BmcTree tree) {
        tree.add(
                "AccountService/",
                "account-service",
                Map.of(
                        "delaySeconds", sessions.limits().failureDelay().toSeconds(),
                        "failuresBeforeDelay", sessions.limits().failuresBeforeDelay()));
        tree.collection(
                "AccountService/Accounts/",
                "ManagerAccountCollection",
                "iLO User Accounts",
                List.of("1"));
        tree.add("AccountService/Accounts/1/", "account", Map.of("user", sessions.user()));
    }

    private String uuid() {
        var name = "ilo" + hardware.plates().serial();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private String now() {
        return wallClock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
