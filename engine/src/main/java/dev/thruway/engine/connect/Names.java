package dev.thruway.engine.connect;

import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Nearest;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.AdvancedOptions;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the hosts, clusters and VMs of one session by their names, for all targets of a look at
/// once: hosts from one list of all hosts, a VM among those of its own host or cluster, so that
/// finding it costs the same however many VMs there are elsewhere. Only a VM that is not there, and
/// one that the file names by its path, is looked for in a list of all VMs, which is made once.
final class Names {

    /// Of a large vCenter nobody reads them all.
    private static final int HOSTS_NAMED = 20;

    private static final String HOST = "runtime.host";

    /// By which govc finds a vCenter's own host name, too (govmomi, `cli/vm/console.go`).
    private static final String OWN_NAME = "VirtualCenter.FQDN";

    private final VsphereClient client;
    private final Inventory inventory;
    private final OnePerKey<String, List<Inventory.Entry>> lists = new OnePerKey<>(_ -> false);
    private final OnePerKey<Wanted, Optional<ManagedObjectReference>> vms =
            new OnePerKey<>(_ -> false);

    private final OnePerKey<String, Optional<String>> own = new OnePerKey<>(_ -> false);

    private final Listings listings = new Listings();

    /// @param where the host or the cluster
    private record Wanted(ManagedObjectReference where, String vm) {}

    Names(VsphereClient client) {
        this.client = client;
        this.inventory = new Inventory(client);
    }

    VsphereClient client() {
        return client;
    }

    /// What a vCenter calls itself, whatever it is called by whoever connects to it; empty where it
    /// does not say. Asked once.
    Optional<String> ownName() {
        return own.get(OWN_NAME, this::askOwnName);
    }

    private Optional<String> askOwnName() {
        try {
            return new AdvancedOptions(client)
                    .ofServer(OWN_NAME)
                    .map(Object::toString)
                    .filter(name -> !name.isBlank());
        } catch (VsphereException _) {
            return Optional.empty();
        }
    }

    /// Begins a look: names may have changed since, and what lies on datastores.
    void beginLook() {
        forget();
        listings.forget();
    }

    void beginLookAgain() {
        listings.forget();
    }

    private void forget() {
        lists.takeAll();
        vms.takeAll();
    }

    /// The only host there is. Throws [StepFailed] where there are several.
    HostAccess only(String server) {
        var all = hosts();
        if (all.size() != 1 || client.isVcenter()) {
            throw new StepFailed(Phrase.of("unread.not-one-host", "server", server));
        }
        return access(all.getFirst());
    }

    /// Throws [StepFailed] where there is none of that name.
    HostAccess host(String name) {
        return hosts().stream()
                .filter(h -> h.name().equals(name))
                .findFirst()
                .map(this::access)
                .orElseThrow(() -> new StepFailed(noSuchHost(name)));
    }

    /// With the one that was probably meant, else with the first few that there are.
    private Phrase noSuchHost(String name) {
        var known = hosts().stream().map(Inventory.Entry::name).toList();
        return Nearest.to(name, known)
                .map(near -> Phrase.of("unread.no-such-host-near", "host", name, "near", near))
                .orElseGet(() ->
                        Phrase.of(
                                "unread.no-such-host",
                                "host",
                                name,
                                "known",
                                known.stream()
                                        .limit(HOSTS_NAMED)
                                        .collect(Collectors.joining(", "))));
    }

    private List<Inventory.Entry> hosts() {
        return lists.get("hosts", inventory::hosts);
    }

    private HostAccess access(Inventory.Entry host) {
        return HostAccess.of(
                client, host, lists.get("datacenters", inventory::datacenters), listings);
    }

    /// Empty where there is none. Throws [StepFailed] where several have the name, where it is not
    /// said on which host it is, and where it is on another one.
    Optional<ManagedObjectReference> vm(HostAccess host, Vm vm) {
        var found = found(host.host(), List.of(host.host()), vm);
        found.filter(f -> !f.host().equals(host.host()))
                .ifPresent(elsewhere -> {
                    throw new StepFailed(
                            Phrase.of(
                                    "unread.vm-on-another-host",
                                    "vm",
                                    vm.name(),
                                    "host",
                                    name(host.host()),
                                    "other",
                                    name(elsewhere.host())));
                });
        return found.map(Found::vm);
    }

    /// @param host on which it is now
    private record Found(ManagedObjectReference vm, ManagedObjectReference host) {}

    /// A VM that is not there any more may have been made anew under the same name.
    private Optional<Found> found(
            ManagedObjectReference where, List<ManagedObjectReference> hosts, Vm vm) {
        var wanted = new Wanted(where, vm.name());
        var known = vms.get(wanted, () -> find(hosts, vm));
        var found = known.flatMap(this::onItsHost);
        if (known.isEmpty() || found.isPresent()) {
            return found;
        }
        forget();
        return vms.get(wanted, () -> find(hosts, vm)).flatMap(this::onItsHost);
    }

    /// Empty where it is not there any more. A vCenter has the VMs of all its hosts, and moves
    /// them.
    private Optional<Found> onItsHost(ManagedObjectReference vm) {
        try {
            var seen = client.properties().of(vm, HOST);
            return Optional.of(
                    new Found(vm, Required.value(seen, HOST, ManagedObjectReference.class)));
        } catch (VsphereException e) {
            if (e.isGone()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<ManagedObjectReference> find(List<ManagedObjectReference> hosts, Vm vm) {
        var here = vm.path().isPresent() ? List.<ManagedObjectReference>of() : vmsOf(hosts);
        var named = here.isEmpty() ? here : inventory.named(here, vm.name());
        var found = named.isEmpty() ? anywhere(vm) : named;
        if (found.size() > 1) {
            throw new StepFailed(Phrase.of("unread.vm-name-twice", "vm", vm.name()));
        }
        return found.isEmpty()
                ? RenamedVm.of(client, here, vm.name())
                : Optional.of(found.getFirst());
    }

    private List<ManagedObjectReference> vmsOf(List<ManagedObjectReference> hosts) {
        return client.properties().of(hosts, "vm").stream()
                .flatMap(host -> host.list("vm", ManagedObjectReference.class).stream())
                .toList();
    }

    private List<ManagedObjectReference> anywhere(Vm vm) {
        return lists.get("vms", inventory::virtualMachines).stream()
                .filter(e ->
                        vm.path().isPresent()
                                ? e.path().equals(vm.path().get())
                                : e.name().equals(vm.name()))
                .map(Inventory.Entry::ref)
                .toList();
    }

    /// A cluster by its name, or by its inventory path. Throws [StepFailed] where there is none,
    /// and where several have the name.
    ClusterAccess cluster(String name) {
        var found =
                lists.get("clusters", inventory::clusterEntries).stream()
                        .filter(c -> c.name().equals(name) || c.path().equals(name))
                        .toList();
        if (found.size() > 1) {
            throw new StepFailed(
                    Phrase.of(
                            "unread.cluster-name-twice",
                            "cluster",
                            name,
                            "paths",
                            found.stream()
                                    .map(Inventory.Entry::path)
                                    .sorted()
                                    .collect(Collectors.joining(", "))));
        }
        return found.stream()
                .findFirst()
                .map(c ->
                        ClusterAccess.of(
                                client,
                                c,
                                lists.get("datacenters", inventory::datacenters),
                                listings))
                .orElseThrow(
                        () -> new StepFailed(Phrase.of("unread.no-such-cluster", "cluster", name)));
    }

    /// The VM of a cluster, on whichever of its hosts it is now; empty where there is none. Throws
    /// [StepFailed] where several have the name, where it is not said on which host it is, and
    /// where that is in another cluster or in none.
    Optional<PlacedVm> placed(ClusterAccess cluster, Vm vm) {
        var hosts = cluster.hosts();
        var found = found(cluster.cluster(), hosts, vm);
        found.filter(f -> !hosts.contains(f.host()))
                .ifPresent(elsewhere -> {
                    throw new StepFailed(
                            Phrase.of(
                                    "unread.vm-in-no-host-of-cluster",
                                    "vm",
                                    vm.name(),
                                    "cluster",
                                    cluster.name(),
                                    "host",
                                    name(elsewhere.host())));
                });
        return found.map(f -> new PlacedVm(cluster.on(f.host()), f.vm()));
    }

    private String name(ManagedObjectReference host) {
        try {
            return client.properties()
                    .of(host, "name")
                    .find("name", String.class)
                    .orElse(host.value());
        } catch (VsphereException _) {
            // Of a host that may not be read its id is all that is known.
            return host.value();
        }
    }
}
