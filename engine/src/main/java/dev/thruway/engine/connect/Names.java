package dev.thruway.engine.connect;

import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.vsphere.client.Inventory;
import dev.thruway.vsphere.client.Properties;
import dev.thruway.vsphere.client.VsphereClient;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ManagedObjectNotFound;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.List;
import java.util.Optional;

/// Finds the hosts and VMs of one session by their names, for all targets of a look at once: hosts
/// from one list of all hosts, a VM among those of its own host, so that finding it costs the same
/// however many VMs there are. Only a VM that is not there, and one that the file names by its
/// path, is looked for in a list of all VMs, which is made once.
final class Names {

    private static final String HOST = "runtime.host";

    private final VsphereClient client;
    private final Inventory inventory;
    private final OnePerKey<String, List<Inventory.Entry>> lists = new OnePerKey<>(_ -> false);
    private final OnePerKey<Wanted, Optional<ManagedObjectReference>> vms =
            new OnePerKey<>(_ -> false);

    private final Listings listings = new Listings();

    private record Wanted(ManagedObjectReference host, String vm) {}

    Names(VsphereClient client) {
        this.client = client;
        this.inventory = new Inventory(client);
    }

    VsphereClient client() {
        return client;
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
                .orElseThrow(() -> new StepFailed(Phrase.of("unread.no-such-host", "host", name)));
    }

    private List<Inventory.Entry> hosts() {
        return lists.get("hosts", inventory::hosts);
    }

    private HostAccess access(Inventory.Entry host) {
        return HostAccess.of(
                client, host, lists.get("datacenters", inventory::datacenters), listings);
    }

    /// Empty where there is none. Throws [StepFailed] where several have the name, and where it is
    /// on another host.
    Optional<ManagedObjectReference> vm(HostAccess host, Vm vm) {
        var wanted = new Wanted(host.host(), vm.name());
        var known = vms.get(wanted, () -> find(host, vm));
        if (known.isEmpty() || isOn(host, known.get(), vm)) {
            return known;
        }
        forget();
        var anew = vms.get(wanted, () -> find(host, vm));
        anew.ifPresent(ref -> isOn(host, ref, vm));
        return anew;
    }

    private Optional<ManagedObjectReference> find(HostAccess host, Vm vm) {
        var here =
                vm.path().isPresent()
                        ? List.<ManagedObjectReference>of()
                        : inventory.named(vmsOf(host), vm.name());
        var found = here.isEmpty() ? anywhere(vm) : here;
        if (found.size() > 1) {
            throw new StepFailed(Phrase.of("unread.vm-name-twice", "vm", vm.name()));
        }
        return found.isEmpty() && vm.path().isEmpty()
                ? RenamedVm.of(host, vm.name())
                : found.stream().findFirst();
    }

    private List<ManagedObjectReference> vmsOf(HostAccess host) {
        return client.properties().of(host.host(), "vm").list("vm", ManagedObjectReference.class);
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

    /// Whether it is still there. A vCenter has the VMs of all its hosts, and moves them: throws
    /// [StepFailed] where it is on another one.
    private boolean isOn(HostAccess host, ManagedObjectReference ref, Vm vm) {
        var properties = client.properties();
        try {
            properties
                    .of(ref, HOST)
                    .find(HOST, ManagedObjectReference.class)
                    .filter(other -> !other.equals(host.host()))
                    .ifPresent(other -> {
                        throw new StepFailed(
                                Phrase.of(
                                        "unread.vm-on-another-host",
                                        "vm",
                                        vm.name(),
                                        "host",
                                        name(properties, host.host()),
                                        "other",
                                        name(properties, other)));
                    });
            return true;
        } catch (VsphereException e) {
            if (e.fault() instanceof VsphereFault.Rejected(_, _, _, ManagedObjectNotFound _)) {
                return false;
            }
            throw e;
        }
    }

    private static String name(Properties properties, ManagedObjectReference host) {
        try {
            return properties.of(host, "name").find("name", String.class).orElse(host.value());
        } catch (VsphereException _) {
            // Of a host that may not be read its id is all that is known.
            return host.value();
        }
    }
}
