package dev.thruway.domain.spec;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All that the files of one run want together.
///
/// Names are unique in each of the three lists, and every server, vCenter and cluster that is
/// referred to exists.
public final class Spec {

    /// What the key `apiVersion` says in every file.
    public static final String API_VERSION = "thruway/v1";

    private final List<Vcenter> vcenters;
    private final List<Server> servers;
    private final List<Vm> vms;
    private final Map<String, Vcenter> vcentersByName;
    private final Map<String, Server> serversByName;
    private final Map<String, Vm> vmsByName;
    private final Map<String, List<Vm>> vmsByServer = new HashMap<>();
    private final Policy policy;

    public Spec(List<Vcenter> vcenters, List<Server> servers, List<Vm> vms, Policy policy) {
        this.vcenters = List.copyOf(vcenters);
        this.servers = List.copyOf(servers);
        this.vms = List.copyOf(vms);
        this.policy = policy;
        vcentersByName = byName("vCenter", vcenters, Vcenter::name);
        serversByName = byName("server", servers, Server::name);
        vmsByName = byName("VM", vms, Vm::name);
        for (var server : servers) {
            if (server.esxi().orElse(null) instanceof Esxi.UnderVcenter(var vcenter, _)) {
                requireKnown("vCenter", vcentersByName, vcenter);
            }
        }
        for (var vm : vms) {
            switch (vm.placement()) {
                case Placement.OnServer(var server) -> {
                    requireKnown("server", serversByName, server);
                    vmsByServer.computeIfAbsent(server, _ -> new ArrayList<>()).add(vm);
                }
                case Placement.InCluster(var vcenter, _) ->
                        requireKnown("vCenter", vcentersByName, vcenter);
            }
        }
    }

    public List<Vcenter> vcenters() {
        return vcenters;
    }

    public List<Server> servers() {
        return servers;
    }

    public List<Vm> vms() {
        return vms;
    }

    public Policy policy() {
        return policy;
    }

    public Optional<Vcenter> vcenter(String name) {
        return Optional.ofNullable(vcentersByName.get(name));
    }

    public Optional<Server> server(String name) {
        return Optional.ofNullable(serversByName.get(name));
    }

    public Optional<Vm> vm(String name) {
        return Optional.ofNullable(vmsByName.get(name));
    }

    /// The VMs that the file puts on this server, in the file's order.
    public List<Vm> vmsOn(Server server) {
        return vmsOn(server.name());
    }

    /// As [#vmsOn(Server)], by the server's name.
    public List<Vm> vmsOn(String server) {
        return Collections.unmodifiableList(vmsByServer.getOrDefault(server, List.of()));
    }

    /// What holds on a server: its own policy where it states one, else that of the whole file.
    public Policy policyFor(Server server) {
        return policy.overriddenBy(server.policy());
    }

    /// What holds for a VM: the policy of the server it is put on; in a cluster, that of the whole
    /// file.
    public Policy policyFor(Vm vm) {
        return switch (vm.placement()) {
            case Placement.OnServer(var name) -> server(name).map(this::policyFor).orElse(policy);
            case Placement.InCluster _ -> policy;
        };
    }

    private static <T> Map<String, T> byName(String kind, List<T> all, Function<T, String> name) {
        var named = new HashMap<String, T>();
        for (var one : all) {
            if (named.put(name.apply(one), one) != null) {
                throw new IllegalArgumentException(kind + " twice: " + name.apply(one));
            }
        }
        return named;
    }

    private static void requireKnown(String kind, Map<String, ?> all, String wanted) {
        if (!all.containsKey(wanted)) {
            throw new IllegalArgumentException("no such " + kind + ": " + wanted);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Spec spec
                && vcenters.equals(spec.vcenters)
                && servers.equals(spec.servers)
                && vms.equals(spec.vms)
                && policy.equals(spec.policy);
    }

    @Override
    public int hashCode() {
        return Objects.hash(vcenters, servers, vms, policy);
    }

    @Override
    public String toString() {
        return "Spec[vcenters=%s, servers=%s, vms=%s, policy=%s]"
                .formatted(vcenters, servers, vms, policy);
    }
}
