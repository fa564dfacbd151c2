package dev.thruway.lab.world;

import dev.thruway.domain.pci.PciAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// A server: its plates, its PCI devices and cards, its BIOS settings, and the ESXi host on it.
public final class Server {

    /// `LastBootTimeSeconds` of a DL380a Gen11 with two GPUs (HPE ilo-redfish-emulator).
    private static final Duration POST = Duration.ofSeconds(114);

    private final String name;
    private Hardware hardware;
    private Map<PciAddress, PciAddress> rearranged = Map.of();
    private final BiosSettings bios;
    private final Changes changes;
    private final Timeline timeline;
    private final EsxHost host;
    private final ServerPlan.Management bmc;
    private boolean poweredOn = true;
    private boolean inPost;
    private int posts;

    /// What a server is made of.
    public record Hardware(Chassis chassis, List<PciFunction> functions, List<GpuCard> cards) {
        public Hardware {
            functions = List.copyOf(functions);
            cards = List.copyOf(cards);
        }

        /// The same devices at other addresses: where a function of a slot moves, all do.
        Hardware moved(Map<PciAddress, PciAddress> moves) {
            return new Hardware(
                    chassis,
                    functions.stream()
                            .map(f -> f.at(moved(f.address(), moves)))
                            .sorted(Comparator.comparing(PciFunction::address))
                            .toList(),
                    cards.stream().map(c -> c.at(moved(c.address(), moves))).toList());
        }

        private static PciAddress moved(PciAddress from, Map<PciAddress, PciAddress> moves) {
            return moves.entrySet().stream()
                    .filter(move -> move.getKey().sameSlotAs(from))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .map(to -> new PciAddress(to.segment(), to.bus(), to.device(), from.function()))
                    .orElse(from);
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
        this.host = new EsxHost(this, changes, timeline, plan);
        this.bmc = plan.bmc();
        rearrange(plan.rearranged());
    }

    public String name() {
        return name;
    }

    public Chassis chassis() {
        return changes.read(() -> hardware.chassis());
    }

    /// All PCI functions, in the order of their addresses.
    public List<PciFunction> functions() {
        return changes.read(() -> hardware.functions());
    }

    public List<GpuCard> cards() {
        return changes.read(() -> hardware.cards());
    }

    public BiosSettings bios() {
        return bios;
    }

    /// Whether it has a management controller that answers.
    public ServerPlan.Management bmc() {
        return bmc;
    }

    public EsxHost host() {
        return host;
    }

    /// Somebody works on the hardware: at the next POST these devices are found at other addresses.
    public void rearrange(Map<PciAddress, PciAddress> moves) {
        changes.write(() -> rearranged = Map.copyOf(moves));
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
                hardware = hardware.moved(rearranged);
                rearranged = Map.of();
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
