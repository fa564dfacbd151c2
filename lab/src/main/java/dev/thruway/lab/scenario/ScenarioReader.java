package dev.thruway.lab.scenario;

import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.EsxProduct;
import dev.thruway.lab.world.HardwareVersion;
import dev.thruway.lab.world.HostSwitches;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.WorldPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns the YAML of a scenario into a plan of its world.
final class ScenarioReader {

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
        var file = top.optionalText("file");
        top.unread();
        top.end();
        return new Scenario(world, faults, file);
    }

    private static ServerPlan server(String name, Section section) {
        var hardware = new HardwareReader(name, section);
        var esxi = section.section("esxi");
        section.unread();
        var plan =
                new ServerPlan(
                        name,
                        hardware.read(),
                        section.optionalSection("bios").map(Section::texts).orElse(Map.of()),
                        host(name, esxi),
                        new ServerPlan.HostState(
                                esxi.optional("lockdown", ScenarioReader::lockdown)
                                        .orElse(EsxHost.Lockdown.DISABLED),
                                esxi.yes("maintenance")
                                        ? EsxHost.Maintenance.IN
                                        : EsxHost.Maintenance.OUT,
                                Set.copyOf(esxi.list("hidden", ScenarioReader::hidden)),
                                hardware.graphics(),
                                hardware.passthrough()),
                        section.optional("bmc", ScenarioReader::management)
                                .orElse(ServerPlan.Management.PRESENT),
                        hardware.rearranged(),
                        esxi.optionalSection("datastore").map(ScenarioReader::datastore),
                        section.optionalSection("vms")
                                .map(vms -> VmReader.read(name, vms))
                                .orElse(List.of()));
        esxi.end();
        section.end();
        return plan;
    }

    private static ServerPlan.DatastorePlan datastore(Section s) {
        var plan =
                new ServerPlan.DatastorePlan(
                        s.text("name"), s.size("capacity").bytes(), s.textsOf("files"));
        s.end();
        return plan;
    }

    private static ServerPlan.Management management(String text) {
        return switch (text) {
            case "yes" -> ServerPlan.Management.PRESENT;
            case "no" -> ServerPlan.Management.NONE;
            default -> throw new IllegalArgumentException("yes or no, not " + text);
        };
    }

    private static EsxHost.Hidden hidden(String text) {
        return switch (text) {
            case "uses" -> EsxHost.Hidden.USES;
            case "slots" -> EsxHost.Hidden.SLOTS;
            case "rebind" -> EsxHost.Hidden.REBIND;
            default -> throw new IllegalArgumentException("uses, slots or rebind, not " + text);
        };
    }

    private static EsxHost.Identity host(String server, Section s) {
        var version = s.value("version", ScenarioReader::version);
        return new EsxHost.Identity(
                s.text("name"),
                s.optionalText("systemId").orElseGet(() -> Derived.systemId(server)),
                new EsxProduct(
                        version,
                        s.optionalText("build").orElse("0"),
                        s.optional("apiVersion", ScenarioReader::version).orElse(version),
                        s.optional("newestHardware", Integer::parseInt)
                                .orElseGet(() -> HardwareVersion.newestOf(version))),
                s.optional("rebind", ScenarioReader::rebind).orElse(EsxHost.Rebind.AFTER_REBOOT),
                s.optional("licence", ScenarioReader::licence).orElse(EsxHost.Licence.EVALUATION),
                new HostSwitches(
                        s.optionalSection("managementSwitch").map(ScenarioReader::distributed),
                        s.optionalSection("uplinkSwitch").map(ScenarioReader::distributed)));
    }

    private static HostSwitches.Distributed distributed(Section s) {
        var name = s.text("distributed");
        var plan =
                new HostSwitches.Distributed(
                        name, s.optionalText("uuid").orElseGet(() -> Derived.uuid(name)));
        s.end();
        return plan;
    }

    private static String version(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){1,4}")) {
            throw new IllegalArgumentException("a version such as 8.0.2, not " + text);
        }
        return text;
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
