package dev.thruway.lab.scenario;

import dev.thruway.lab.world.Cluster;
import dev.thruway.lab.world.ServerPlan;
import dev.thruway.lab.world.Vcenter;
import dev.thruway.lab.world.VcenterPlan;
import dev.thruway.lab.world.Withheld;
import dev.thruway.lab.world.WorldPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns the YAML of vCenters and of datastores that servers share into plans of them. A server or
/// a VM that is not in the scenario is refused where it is named.
final class VcenterReader {

    private final Set<String> servers;
    private final Set<String> vms;

    VcenterReader(List<ServerPlan> plans) {
        servers = plans.stream().map(ServerPlan::name).collect(Collectors.toSet());
        vms =
                plans.stream()
                        .flatMap(plan -> plan.vms().stream())
                        .map(vm -> vm.config().name())
                        .collect(Collectors.toSet());
    }

    List<WorldPlan.SharedDatastore> datastores(Section all) {
        var plans = new ArrayList<WorldPlan.SharedDatastore>();
        all.named()
                .forEach((name, s) -> {
                    plans.add(
                            new WorldPlan.SharedDatastore(
                                    s.optionalText("name").orElse(name),
                                    s.size("capacity").bytes(),
                                    s.list("servers", this::server),
                                    s.textsOf("files")));
                    s.end();
                });
        return plans;
    }

    List<VcenterPlan> vcenters(Section all) {
        var plans = new ArrayList<VcenterPlan>();
        all.named().forEach((name, section) -> plans.add(vcenter(name, section)));
        return plans;
    }

    private VcenterPlan vcenter(String name, Section s) {
        var datacenters = new ArrayList<VcenterPlan.DatacenterPlan>();
        s.optionalText("datacenter").ifPresent(only -> datacenters.add(datacenter(only, s)));
        s.optionalSection("datacenters")
                .ifPresent(all -> all.named().forEach((n, d) -> datacenters.add(named(n, d))));
        if (datacenters.isEmpty()) {
            throw s.wrong("the key 'datacenter' or 'datacenters'");
        }
        var plan =
                new VcenterPlan(
                        name,
                        new Vcenter.Identity(
                                s.optionalText("name").orElse(name),
                                s.optionalText("instanceUuid").orElseGet(() -> Derived.uuid(name)),
                                s.text("version"),
                                s.optionalText("build").orElse("0"),
                                s.optionalText("apiVersion").orElseGet(() -> s.text("version"))),
                        datacenters,
                        s.list("disconnected", this::server),
                        s.optional("appliance", this::vm),
                        s.each("withheld", Withheld::everywhere, this::withheld));
        s.end();
        return plan;
    }

    private Withheld withheld(Section s) {
        var plan =
                new Withheld(
                        s.text("privilege"), Set.copyOf(s.list("of", text -> serverOrVm(text))));
        s.end();
        return plan;
    }

    private String serverOrVm(String text) {
        return servers.contains(text) ? text : known(vms, text, "server or VM");
    }

    private VcenterPlan.DatacenterPlan named(String key, Section s) {
        var plan = datacenter(s.optionalText("name").orElse(key), s);
        s.end();
        return plan;
    }

    /// @param s of the datacenter, or of the vCenter, which says the same of its first one
    private VcenterPlan.DatacenterPlan datacenter(String name, Section s) {
        var clusters = new ArrayList<VcenterPlan.ClusterPlan>();
        s.optionalSection("clusters")
                .ifPresent(all -> all.named().forEach((n, c) -> clusters.add(cluster(n, c))));
        return new VcenterPlan.DatacenterPlan(
                name, folder(s), clusters, s.each("standalone", this::alone, this::aloneInFolder));
    }

    private VcenterPlan.AlonePlan alone(String text) {
        return new VcenterPlan.AlonePlan(server(text), List.of());
    }

    private VcenterPlan.AlonePlan aloneInFolder(Section s) {
        var plan = new VcenterPlan.AlonePlan(s.value("server", this::server), folder(s));
        s.end();
        return plan;
    }

    private static List<String> folder(Section s) {
        return s.list("inFolder", name -> name);
    }

    private VcenterPlan.ClusterPlan cluster(String name, Section s) {
        var plan =
                new VcenterPlan.ClusterPlan(
                        s.optionalText("name").orElse(name),
                        folder(s),
                        s.optional("drs", VcenterReader::drs).orElse(Cluster.Drs.OFF),
                        ha(s),
                        s.optional("storage", VcenterReader::storage)
                                .orElse(Cluster.Storage.SEPARATE),
                        s.list("servers", this::server),
                        s.list("pinned", this::vm));
        s.end();
        return plan;
    }

    private static Cluster.Drs drs(String text) {
        return switch (text) {
            case "off" -> Cluster.Drs.OFF;
            case "manual" -> Cluster.Drs.MANUAL;
            case "partiallyAutomated" -> Cluster.Drs.PARTIALLY_AUTOMATED;
            case "fullyAutomated" -> Cluster.Drs.FULLY_AUTOMATED;
            default ->
                    throw new IllegalArgumentException(
                            "off, manual, partiallyAutomated or fullyAutomated, not " + text);
        };
    }

    private static Cluster.Ha ha(Section cluster) {
        var section =
                cluster.says("ha", "off")
                        ? Optional.<Section>empty()
                        : cluster.optionalSection("ha");
        return section.<Cluster.Ha>map(VcenterReader::on).orElseGet(Cluster.Ha.Off::new);
    }

    private static Cluster.Ha.On on(Section s) {
        var ha =
                new Cluster.Ha.On(
                        s.optional("failoverLevel", Integer::parseInt)
                                .map(OptionalInt::of)
                                .orElseGet(OptionalInt::empty));
        s.end();
        return ha;
    }

    private static Cluster.Storage storage(String text) {
        return switch (text) {
            case "separate" -> Cluster.Storage.SEPARATE;
            case "vsan" -> Cluster.Storage.VSAN;
            default -> throw new IllegalArgumentException("separate or vsan, not " + text);
        };
    }

    private String server(String text) {
        return known(servers, text, "server");
    }

    private String vm(String text) {
        return known(vms, text, "VM");
    }

    private static String known(Set<String> names, String text, String what) {
        if (!names.contains(text)) {
            throw new IllegalArgumentException("a %s of this file, not %s".formatted(what, text));
        }
        return text;
    }
}
