package dev.thruway.lab.bmc;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.lab.world.BiosRegistry;
import dev.thruway.lab.world.BiosSettings;
import dev.thruway.lab.world.GpuCard;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A server of the lab's world, as its management controller sees it.
public record ServerHardware(Server server) implements BmcHardware {

    @Override
    public BmcPlates plates() {
        var c = server.chassis();
        var p = c.processors();
        return new BmcPlates(
                server.host().name(),
                c.manufacturer(),
                c.model(),
                c.sku(),
                c.serial(),
                c.uuid(),
                c.biosFamily(),
                c.biosVersion(),
                new BmcPlates.Processors(p.model(), p.packages(), p.cores(), p.threads(), p.mhz()),
                c.memory());
    }

    @Override
    public List<BmcCard> cards() {
        var cards = new ArrayList<BmcCard>();
        for (var function : server.functions()) {
            if (function.address().function() == 0 && listed(function)) {
                cards.add(card(function));
            }
        }
        return cards;
    }

    private static boolean listed(PciFunction function) {
        return switch (function.role()) {
            case PLATFORM, BMC -> false;
            case BOOT_STORAGE, STORAGE, NETWORK, UPLINK, FREE -> true;
        };
    }

    private BmcCard card(PciFunction first) {
        var functions =
                server.functions().stream()
                        .filter(f -> f.address().sameSlotAs(first.address()))
                        .map(f ->
                                new BmcCard.Function(
                                        f.address(), f.ids(), f.classCode(), uefiPath(f)))
                        .toList();
        var board =
                server.cards().stream()
                        .filter(c -> c.address().equals(first.address()))
                        .findFirst()
                        .map(ServerHardware::gpu)
                        .orElseGet(() -> controller(first));
        return new BmcCard(first.slot().number(), board, functions);
    }

    private static BmcCard.Board gpu(GpuCard card) {
        return new BmcCard.Board(
                card.marketingName(),
                card.manufacturer(),
                card.serial(),
                card.partNumber(),
                card.productPartNumber(),
                card.vbios(),
                card.health());
    }

    /// A controller's serial and part numbers are no part of the world: iLO shows empty ones then.
    private static BmcCard.Board controller(PciFunction function) {
        return new BmcCard.Board(
                function.deviceName(), function.vendorName(), "", "", "", "N/A", "OK");
    }

    private static String uefiPath(PciFunction function) {
        var address = function.address();
        var above = function.parentBridge().map(ServerHardware::step).orElse("");
        int root = function.parentBridge().orElse(address).bus() >> 4;
        return "PciRoot(0x%X)%s%s".formatted(root, above, step(address));
    }

    private static String step(PciAddress address) {
        return "/Pci(0x%X,0x%X)".formatted(address.device(), address.function());
    }

    @Override
    public PowerPhase phase() {
        if (!server.poweredOn()) {
            return PowerPhase.OFF;
        }
        return server.inPost() ? PowerPhase.IN_POST : PowerPhase.FINISHED_POST;
    }

    @Override
    public void reset(ResetType type) {
        switch (type) {
            case ON -> server.powerOn();
            case FORCE_OFF, GRACEFUL_SHUTDOWN -> server.powerOff();
            case FORCE_RESTART, GRACEFUL_RESTART -> server.restart();
            case PUSH_POWER_BUTTON -> {
                if (server.poweredOn()) {
                    server.powerOff();
                } else {
                    server.powerOn();
                }
            }
        }
    }

    @Override
    public BmcBios bios() {
        return new ServerBios(server.bios());
    }

    private record ServerBios(BiosSettings settings) implements BmcBios {

        @Override
        public Map<String, String> current() {
            return settings.current();
        }

        @Override
        public Map<String, String> pending() {
            var all = new TreeMap<>(settings.current());
            all.putAll(settings.pending());
            return all;
        }

        @Override
        public void stage(Map<String, String> wanted) {
            settings.stage(wanted);
        }

        @Override
        public Optional<Application> applied() {
            return settings.applied().map(ServerBios::application);
        }

        private static Application application(BiosSettings.Application application) {
            var rejections = new ArrayList<Rejection>();
            new TreeMap<>(application.refused())
                    .forEach((name, why) -> rejections.add(new Rejection(name, messageId(why))));
            return new Application(application.at(), rejections);
        }

        private static String messageId(BiosRegistry.Refused why) {
            return switch (why) {
                case UNKNOWN -> "Base.1.0.PropertyUnknown";
                case NOT_A_VALUE -> "Base.1.0.PropertyValueNotInList";
                case READ_ONLY -> "Base.1.0.PropertyNotWritable";
            };
        }

        @Override
        public List<Attribute> registry() {
            return settings.registry().attributes().stream()
                    .map(a ->
                            new Attribute(
                                    a.name(),
                                    a.displayName(),
                                    a.values(),
                                    a.values().getFirst(),
                                    a.forced()))
                    .toList();
        }
    }
}
