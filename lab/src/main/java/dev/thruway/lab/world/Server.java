package dev.thruway.lab.world;

import java.time.Duration;
import java.util.List;

/// A server: its plates, its PCI devices and cards, its BIOS settings, and the ESXi host on it.
public final class Server {

    /// `LastBootTimeSeconds` of a DL380a Gen11 with two GPUs (HPE ilo-redfish-emulator).
    private static final Duration POST = Duration.ofSeconds(114);

    private final String name;
    private final Hardware hardware;
    private final BiosSettings bios;
    private final Changes changes;
    private final Timeline timeline;
    private final EsxHost host;
    private boolean poweredOn = true;
    private boolean inPost;
    private int posts;

    /// What a server is made of.
    public record Hardware(Chassis chassis, List<PciFunction> functions, List<GpuCard> cards) {
        public Hardware {
            functions = List.copyOf(functions);
            cards = List.copyOf(cards);
        }
    }

    Server(ServerPlan plan, Changes changes, Timeline timeline) {
        this.name = plan.name();
        this.hardware = plan.hardware();
        this.bios =
                new BiosSettings(
                        changes, timeline, BiosRegistry.of(plan.hardware().chassis()), plan.bios());
        this.changes = changes;
        this.timeline = timeline;
        this.host = new EsxHost(this, plan.host(), changes, timeline, plan.datastore());
        host.lockDown(plan.lockdown());
    }

    public String name() {
        return name;
    }

    public Chassis chassis() {
        return hardware.chassis();
    }

    /// All PCI functions, in the order of their addresses.
    public List<PciFunction> functions() {
        return hardware.functions();
    }

    public List<GpuCard> cards() {
        return hardware.cards();
    }

    public BiosSettings bios() {
        return bios;
    }

    public EsxHost host() {
        return host;
    }

    public boolean poweredOn() {
        return changes.read(() -> poweredOn);
    }

    /// Switches the power on: POST, then ESXi boots. Nothing happens where it is on.
    public void powerOn() {
        changes.write(() -> {
            if (!poweredOn) {
                poweredOn = true;
                bios.post();
                inPost = true;
                int mine = ++posts;
                timeline.after(POST, () -> finishPost(mine));
                host.boot();
            }
        });
    }

    private void finishPost(int which) {
        changes.write(() -> {
            if (posts == which) {
                inPost = false;
            }
        });
    }

    /// Whether the power is on and its self test has not ended yet.
    public boolean inPost() {
        return changes.read(() -> poweredOn && inPost);
    }

    /// Pulls the power, whatever runs.
    public void powerOff() {
        changes.write(() -> {
            if (poweredOn) {
                host.goDown();
                poweredOn = false;
            }
        });
    }

    /// Power off and on.
    public void restart() {
        changes.write(() -> {
            powerOff();
            powerOn();
        });
    }
}
