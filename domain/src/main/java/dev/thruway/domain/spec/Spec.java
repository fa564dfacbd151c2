package dev.thruway.domain.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// All that the files of one run want together.
///
/// Names are unique in each of the three lists, and every server, vCenter and cluster that is
/// referred to exists.
public record Spec(List<Vcenter> vcenters, List<Server> servers, List<Vm> vms, Policy policy) {

    /// What the key `apiVersion` says in every file.
    public static final String API_VERSION = "thruway/v1";

    public Spec {
        vcenters = unique("vCenter", vcenters, Vcenter::name);
        servers = unique("server", servers, Server::name);
        vms = unique("VM", vms, Vm::name);
        for (var server : servers) {
            if (server.esxi().orElse(null) instanceof Esxi.UnderVcenter(var vcenter, _)) {
                requireKnown("vCenter", vcenters, Vcenter::name, vcenter);
            }
        }
        for (var vm : vms) {
            switch (vm.placement()) {
                case Placement.OnServer(var server) ->
                        requireKnown("server", servers, Server::name, server);
                case Placement.InCluster(var vcenter, _) ->
                        requireKnown("vCenter", vcenters, Vcenter::name, vcenter);
            }
        }
    }

    public Optional<Vcenter> vcenter(String name) {
        return find(vcenters, Vcenter::name, name);
    }

    public Optional<Server> server(String name) {
        return find(servers, Server::name, name);
    }

    public Optional<Vm> vm(String name) {
        return find(vms, Vm::name, name);
    }

    /// The VMs that the file puts on this server, in the file's order.
    public List<Vm> vmsOn(Server server) {
        var there = new Placement.OnServer(server.name());
        return vms.stream().filter(vm -> vm.placement().equals(there)).toList();
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

    private static <T> Optional<T> find(List<T> all, Function<T, String> name, String wanted) {
        for (var one : all) {
            if (name.apply(one).equals(wanted)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    private static <T> List<T> unique(String kind, List<T> all, Function<T, String> name) {
        var seen = new HashSet<String>();
        for (var one : all) {
            if (!seen.add(name.apply(one))) {
                throw new IllegalArgumentException(kind + " twice: " + name.apply(one));
            }
        }
        return List.copyOf(all);
    }

    private static <T> void requireKnown(
            String kind, List<T> all, Function<T, String> name, String wanted) {
        if (find(all, name, wanted).isEmpty()) {
            throw new IllegalArgumentException("no such " + kind + ": " + wanted);
        }
    }
}
