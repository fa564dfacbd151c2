package dev.thruway.cli.main;

import dev.thruway.cli.trust.CertificateProbe;
import dev.thruway.cli.trust.Contact;
import dev.thruway.cli.trust.Peer;
import dev.thruway.domain.condition.Target;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The machines of a file that a look contacts and whose identity the file does not state.
final class SpecContacts {

    private final Spec spec;
    private final SshConnector ssh;

    SpecContacts(Spec spec, SshConnector ssh) {
        this.spec = spec;
        this.ssh = ssh;
    }

    /// Those that can be reached without another one of them.
    List<Contact> direct(Predicate<Target> wanted) {
        var contacts = new ArrayList<Contact>();
        for (var server : spec.servers()) {
            if (isNeeded(server, wanted)) {
                server.esxi().ifPresent(esxi -> add(contacts, server, esxi));
                server.bmc()
                        .ifPresent(bmc ->
                                add(
                                        contacts,
                                        server.name() + " (BMC)",
                                        "servers." + server.name() + ".bmc",
                                        bmc.endpoint()));
            }
        }
        for (var vcenter : clusterVcenters(wanted)) {
            spec.vcenter(vcenter)
                    .ifPresent(v -> add(contacts, vcenter, "vcenters." + vcenter, v.endpoint()));
        }
        guests(wanted).filter(g -> g.access().jump().isEmpty()).forEach(g -> add(contacts, g));
        guests(wanted)
                .forEach(guest ->
                        guest.access()
                                .jump()
                                .ifPresent(jump ->
                                        add(
                                                contacts,
                                                new SshPlace(
                                                        jump.host(),
                                                        guest.place() + ".jump",
                                                        jump))));
        return contacts;
    }

    /// Guests behind a jump host.
    List<Contact> behindJumpHosts(Predicate<Target> wanted) {
        var contacts = new ArrayList<Contact>();
        guests(wanted).filter(g -> g.access().jump().isPresent()).forEach(g -> add(contacts, g));
        return contacts;
    }

    private boolean isNeeded(Server server, Predicate<Target> wanted) {
        return wanted.test(Target.server(server.name()))
                || spec.vmsOn(server).stream().map(vm -> Target.vm(vm.name())).anyMatch(wanted)
                || (server.esxi().orElse(null) instanceof Esxi.UnderVcenter(var vcenter, _)
                        && clusterVcenters(wanted).contains(vcenter));
    }

    /// Where wanted VMs are in a cluster.
    private Set<String> clusterVcenters(Predicate<Target> wanted) {
        var vcenters = new LinkedHashSet<String>();
        for (var vm : spec.vms()) {
            if (vm.placement() instanceof Placement.InCluster cluster
                    && wanted.test(Target.vm(vm.name()))) {
                vcenters.add(cluster.vcenter());
            }
        }
        return vcenters;
    }

    private void add(List<Contact> contacts, Server server, Esxi esxi) {
        switch (esxi) {
            case Esxi.Standalone(var endpoint) ->
                    add(contacts, server.name(), "servers." + server.name() + ".esxi", endpoint);
            case Esxi.UnderVcenter(var vcenter, _) ->
                    spec.vcenter(vcenter)
                            .ifPresent(v ->
                                    add(contacts, vcenter, "vcenters." + vcenter, v.endpoint()));
        }
    }

    private static void add(List<Contact> contacts, String name, String place, Endpoint endpoint) {
        if (endpoint.trust() instanceof Trust.Unstated) {
            var peer = Peer.https(name, endpoint.url());
            contacts.add(
                    Contact.inFile(
                            peer, place, () -> CertificateProbe.of(endpoint.url(), List.of())));
        }
    }

    /// An SSH server, and where the file has it.
    private record SshPlace(String name, String place, GuestAccess.Ssh access) {}

    private void add(List<Contact> contacts, SshPlace place) {
        if (place.access().hostKey() instanceof HostKey.Unstated) {
            contacts.add(ssh.contact(place.name(), place.place(), place.access()));
        }
    }

    private Stream<SshPlace> guests(Predicate<Target> wanted) {
        return spec.vms().stream()
                .filter(vm -> wanted.test(Target.vm(vm.name())))
                .flatMap(SpecContacts::guest);
    }

    private static Stream<SshPlace> guest(Vm vm) {
        return vm.guest().map(Guest::access).stream()
                .filter(GuestAccess.Ssh.class::isInstance)
                .map(GuestAccess.Ssh.class::cast)
                .map(access -> new SshPlace(vm.name(), "vms." + vm.name() + ".guest.ssh", access));
    }
}
