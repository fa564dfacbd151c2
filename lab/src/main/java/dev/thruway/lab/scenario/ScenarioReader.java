package dev.thruway.lab.scenario;

import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.lab.world.Chassis;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.GpuCard;
import dev.thruway.lab.world.GraphicsMode;
import dev.thruway.lab.world.PciFunction;
import dev.thruway.lab.world.Server;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.WorldPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// Turns the YAML of a scenario into a plan of its world.
final class ScenarioReader {

    private static final Pattern BAR =
            Pattern.compile("([0-5]) ([0-9]+ [KMGT]iB) (32|64)bit( prefetchable)?");

    private static final Pattern IDS =
            Pattern.compile("([0-9a-f]{4}):([0-9a-f]{4}) ([0-9a-f]{4}):([0-9a-f]{4})");

    private ScenarioReader() {}

    static Scenario read(YamlNode.Mapping root) {
        var top = new Section(root);
        top.text("lab");
        top.optionalText("like");
        var plans = new ArrayList<ServerPlan>();
        top.section("servers").named().forEach((name, section) -> plans.add(server(name, section)));
        var above = new VcenterReader(plans);
        var world =
                new WorldPlan(
                        plans,
                        top.optionalSection("datastores").map(above::datastores).orElse(List.of()),
                        top.optionalSection("vcenters").map(above::vcenters).orElse(List.of()));
        var faults = top.sections("faults").stream().map(FaultReader::rule).toList();
        top.end();
        return new Scenario(world, faults);
    }

    private static ServerPlan server(String name, Section section) {
        var functions =
                section.sections("pci").stream()
                        .map(ScenarioReader::function)
                        .sorted(Comparator.comparing(PciFunction::address))
                        .toList();
        var graphics = new HashMap<PciAddress, GraphicsMode>();
        var cards = section.sections("gpus").stream().map(s -> card(s, graphics)).toList();
        var esxi = section.section("esxi");
        var datastore = esxi.section("datastore");
        var plan =
                new ServerPlan(
                        name,
                        new Server.Hardware(chassis(section.section("chassis")), functions, cards),
                        section.section("bios").texts(),
                        host(esxi),
                        esxi.optional("lockdown", ScenarioReader::lockdown)
                                .orElse(EsxHost.Lockdown.DISABLED),
                        graphics,
                        rearranged(section),
                        new ServerPlan.DatastorePlan(
                                datastore.text("name"), datastore.size("capacity").bytes()),
                        VmReader.read(section.section("vms")));
        datastore.end();
        esxi.end();
        section.end();
        return plan;
    }

    private static Chassis chassis(Section s) {
        var p = s.section("processors");
        var chassis =
                new Chassis(
                        s.text("manufacturer"),
                        s.text("model"),
                        s.text("sku"),
                        s.text("serial"),
                        s.text("uuid"),
                        s.text("biosFamily"),
                        s.text("biosVersion"),
                        new Chassis.Processors(
                                p.text("model"),
                                p.integer("packages"),
                                p.integer("cores"),
                                p.integer("threads"),
                                p.integer("mhz")),
                        s.size("memory"));
        p.end();
        s.end();
        return chassis;
    }

    private static PciFunction function(Section s) {
        var function =
                new PciFunction(
                        s.value("address", PciAddress::parse),
                        s.value("ids", ScenarioReader::ids),
                        s.value("class", text -> Integer.parseInt(text, 16)),
                        s.optional("revision", text -> Integer.parseInt(text, 16)).orElse(0),
                        s.text("vendor"),
                        s.text("device"),
                        s.optional("parent", PciAddress::parse),
                        s.integer("numa"),
                        s.optional("slot", Integer::parseInt)
                                .map(OptionalInt::of)
                                .orElse(OptionalInt.empty()),
                        s.optionalText("vmkernel"),
                        s.value("role", ScenarioReader::role),
                        s.optional("dependsOn", PciAddress::parse),
                        s.list("bars", ScenarioReader::bar));
        s.end();
        return function;
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
            case "free" -> PciFunction.Role.FREE;
            default ->
                    throw new IllegalArgumentException(
                            "platform, bmc, boot, storage, network or free, not " + text);
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

    private static Map<PciAddress, PciAddress> rearranged(Section server) {
        var moves = new HashMap<PciAddress, PciAddress>();
        for (var move : server.sections("rearranged")) {
            moves.put(move.value("from", PciAddress::parse), move.value("to", PciAddress::parse));
            move.end();
        }
        return moves;
    }

    private static GraphicsMode graphics(String text) {
        return Arrays.stream(GraphicsMode.values())
                .filter(mode -> mode.wire().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("basic, shared or sharedDirect, not " + text));
    }

    private static GpuCard card(Section s, Map<PciAddress, GraphicsMode> graphics) {
        s.optional("graphics", ScenarioReader::graphics)
                .ifPresent(mode -> graphics.put(s.value("address", PciAddress::parse), mode));
        var card =
                new GpuCard(
                        s.value("address", PciAddress::parse),
                        s.integer("slot"),
                        s.text("name"),
                        s.text("manufacturer"),
                        s.text("serial"),
                        s.text("uuid"),
                        s.text("partNumber"),
                        s.text("productPartNumber"),
                        s.text("vbios"),
                        s.size("framebuffer"),
                        s.integer("memoryMib"),
                        s.optionalText("health").orElse("OK"));
        s.end();
        return card;
    }

    private static EsxHost.Identity host(Section s) {
        return new EsxHost.Identity(
                s.text("name"),
                s.text("systemId"),
                new EsxHost.Product(
                        s.text("version"),
                        s.text("build"),
                        s.text("apiVersion"),
                        s.integer("newestHardware")),
                s.value("rebind", ScenarioReader::rebind),
                s.optional("licence", ScenarioReader::licence).orElse(EsxHost.Licence.EVALUATION));
    }

    private static EsxHost.Licence licence(String text) {
        return switch (text) {
            case "evaluation" -> EsxHost.Licence.EVALUATION;
            case "free" -> EsxHost.Licence.FREE;
            default -> throw new IllegalArgumentException("evaluation or free, not " + text);
        };
    }

    private static EsxHost.Lockdown lockdown(String text) {
        return switch (text) {
            case "disabled" -> EsxHost.Lockdown.DISABLED;
            case "normal" -> EsxHost.Lockdown.NORMAL;
            case "strict" -> EsxHost.Lockdown.STRICT;
            default ->
                    throw new IllegalArgumentException("disabled, normal or strict, not " + text);
        };
    }

    private static EsxHost.Rebind rebind(String text) {
        return switch (text) {
            case "live" -> EsxHost.Rebind.LIVE;
            case "afterReboot" -> EsxHost.Rebind.AFTER_REBOOT;
            default -> throw new IllegalArgumentException("live or afterReboot, not " + text);
        };
    }
}
