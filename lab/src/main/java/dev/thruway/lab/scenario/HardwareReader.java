package dev.thruway.lab.scenario;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.lab.world.Chassis;
import dev.thruway.lab.world.GpuCard;
import dev.thruway.lab.world.GraphicsMode;
import dev.thruway.lab.world.Passthrough;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.Server;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Reads what a server is made of, and how its host uses it. Of what a scenario leaves out the lab
/// shows nothing, or as little as there can be.
final class HardwareReader {

    private static final Pattern BAR =
            Pattern.compile("([0-5]) ([0-9]+ [KMGT]iB) (32|64)bit( prefetchable)?");

    private static final Pattern IDS =
            Pattern.compile("([0-9a-f]{4}):([0-9a-f]{4}) ([0-9a-f]{4}):([0-9a-f]{4})");

    private static final int BRIDGE = 0x06;

    private final String server;
    private final Section section;
    private final Map<PciAddress, GraphicsMode> graphics = new HashMap<>();
    private final Map<PciAddress, Passthrough> passthrough = new HashMap<>();

    HardwareReader(String server, Section section) {
        this.server = server;
        this.section = section;
    }

    Server.Hardware read() {
        var functions =
                section.sections("pci").stream()
                        .map(this::function)
                        .sorted(Comparator.comparing(PciFunction::address))
                        .toList();
        var cards = section.sections("gpus").stream().map(this::card).toList();
        return new Server.Hardware(chassis(section.section("chassis")), functions, cards);
    }

    /// After [#read].
    Map<PciAddress, GraphicsMode> graphics() {
        return graphics;
    }

    /// After [#read].
    Map<PciAddress, Passthrough> passthrough() {
        return passthrough;
    }

    Map<PciAddress, PciAddress> rearranged() {
        var moves = new HashMap<PciAddress, PciAddress>();
        for (var move : section.sections("rearranged")) {
            moves.put(move.value("from", PciAddress::parse), move.value("to", PciAddress::parse));
            move.end();
        }
        return moves;
    }

    private Chassis chassis(Section s) {
        var family = s.optionalText("biosFamily").orElse("");
        var chassis =
                new Chassis(
                        s.optionalText("manufacturer").orElse(""),
                        s.optionalText("model").orElse(""),
                        s.optionalText("sku").orElse(""),
                        s.optionalText("serial").orElse(""),
                        s.optionalText("uuid").orElseGet(() -> Derived.uuid(server)),
                        family,
                        s.optionalText("biosVersion").orElse(family),
                        s.optionalSection("processors")
                                .map(HardwareReader::processors)
                                .orElseGet(() -> new Chassis.Processors("", 1, 1, 1, 1)),
                        s.size("memory"));
        s.end();
        return chassis;
    }

    private static Chassis.Processors processors(Section s) {
        var processors =
                new Chassis.Processors(
                        s.optionalText("model").orElse(""),
                        s.integer("packages"),
                        s.integer("cores"),
                        s.integer("threads"),
                        s.integer("mhz"));
        s.end();
        return processors;
    }

    private PciFunction function(Section s) {
        var address = s.value("address", PciAddress::parse);
        int code = s.value("class", text -> Integer.parseInt(text, 16));
        var function =
                new PciFunction(
                        address,
                        s.value("ids", HardwareReader::ids),
                        code,
                        s.optional("revision", text -> Integer.parseInt(text, 16)).orElse(0),
                        s.optionalText("vendor").orElse(""),
                        s.optionalText("device").orElse(""),
                        s.optional("parent", PciAddress::parse),
                        number(s, "numa"),
                        new PciFunction.Slot(number(s, "slot"), s.optionalText("slotName")),
                        s.optionalText("vmkernel"),
                        s.optional("role", HardwareReader::role).orElse(usualRole(code)),
                        s.optional("offered", HardwareReader::offer)
                                .orElse(PciFunction.Offer.USUAL),
                        s.optional("dependsOn", PciAddress::parse),
                        s.list("bars", HardwareReader::bar));
        s.optionalText("barsFrom");
        var label = s.optionalText("label");
        var state = s.optional("passthrough", text -> passthrough(text, label));
        state.or(() -> label.map(l -> new Passthrough(false, false, label)))
                .ifPresent(p -> passthrough.put(address, p));
        s.end();
        return function;
    }

    private static PciFunction.Offer offer(String text) {
        return switch (text) {
            case "no" -> PciFunction.Offer.NEVER;
            case "unsaid" -> PciFunction.Offer.UNSAID;
            default -> throw new IllegalArgumentException("no or unsaid, not " + text);
        };
    }

    private static PciFunction.Role usualRole(int classCode) {
        return classCode >> 16 == BRIDGE ? PciFunction.Role.PLATFORM : PciFunction.Role.FREE;
    }

    private static OptionalInt number(Section s, String key) {
        return s.optional(key, Integer::parseInt).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    private static Passthrough passthrough(String text, Optional<String> label) {
        return switch (text) {
            case "off" -> new Passthrough(false, false, label);
            case "on" -> new Passthrough(true, true, label);
            case "on-after-reboot" -> new Passthrough(true, false, label);
            case "off-after-reboot" -> new Passthrough(false, true, label);
            default ->
                    throw new IllegalArgumentException(
                            "off, on, on-after-reboot or off-after-reboot, not " + text);
        };
    }

    private static PciIds ids(String text) {
        var m = IDS.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("ids such as 10de:26b9 10de:1851, not " + text);
        }
        return new PciIds(
                Integer.parseInt(m.group(1), 16),
                Integer.parseInt(m.group(2), 16),
                Integer.parseInt(m.group(3), 16),
                Integer.parseInt(m.group(4), 16));
    }

    private static PciFunction.Role role(String text) {
        return switch (text) {
            case "platform" -> PciFunction.Role.PLATFORM;
            case "bmc" -> PciFunction.Role.BMC;
            case "boot" -> PciFunction.Role.BOOT_STORAGE;
            case "storage" -> PciFunction.Role.STORAGE;
            case "network" -> PciFunction.Role.NETWORK;
            case "uplink" -> PciFunction.Role.UPLINK;
            case "free" -> PciFunction.Role.FREE;
            default ->
                    throw new IllegalArgumentException(
                            "platform, bmc, boot, storage, network, uplink or free, not " + text);
        };
    }

    private static Bar bar(String text) {
        var m = BAR.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "a BAR such as '1 64 GiB 64bit prefetchable', not " + text);
        }
        return new Bar(
                Integer.parseInt(m.group(1)),
                Section.parseSize(m.group(2)),
                m.group(3).equals("64") ? Bar.Width.BITS_64 : Bar.Width.BITS_32,
                m.group(4) != null);
    }

    private static GraphicsMode mode(String text) {
        return Arrays.stream(GraphicsMode.values())
                .filter(mode -> mode.wire().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("basic, shared or sharedDirect, not " + text));
    }

    private GpuCard card(Section s) {
        var address = s.value("address", PciAddress::parse);
        s.optional("graphics", HardwareReader::mode).ifPresent(mode -> graphics.put(address, mode));
        s.optional("slot", Integer::parseInt);
        s.optionalText("framebufferFrom");
        var framebuffer =
                s.optional("framebuffer", Section::parseSize).orElseGet(() -> new ByteSize(0));
        var card =
                new GpuCard(
                        address,
                        s.text("name"),
                        s.optionalText("manufacturer").orElse(""),
                        s.optionalText("serial").orElse(""),
                        s.optionalText("uuid")
                                .orElseGet(() -> "GPU-" + Derived.uuid(server + " " + address)),
                        s.optionalText("partNumber").orElse(""),
                        s.optionalText("productPartNumber").orElse(""),
                        s.optionalText("vbios").orElse(""),
                        framebuffer,
                        s.optional("memoryMib", Integer::parseInt)
                                .orElse((int) Math.max(1, framebuffer.bytes() >> 20)),
                        s.optionalText("health").orElse("OK"));
        s.end();
        return card;
    }
}
