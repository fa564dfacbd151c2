package dev.thruway.domain.plan;

import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Where in its cluster a VM can start.
///
/// Nothing of it is told to vSphere: which of the hosts it is, DRS decides when the VM is powered
/// on. What is chosen here says that there is one, and keeps its cards from other VMs of the file.
///
/// @param cluster its name
/// @param drs what DRS does with the VM when it is powered on
/// @param hosts all of the cluster, in the inventory's order
/// @param eligible those that it could be started on without anybody moving it before
/// @param chosen of these the one that is counted on; where the VM runs, that one
/// @param cards every card of the cluster
public record ClusterPlace(
        String cluster,
        HostCluster.Drs drs,
        List<HostFit> hosts,
        List<HostFit> eligible,
        Optional<HostFit> chosen,
        List<Card> cards) {

    public ClusterPlace {
        hosts = List.copyOf(hosts);
        eligible = List.copyOf(eligible);
        cards = List.copyOf(cards);
    }

    /// Hosts on which it can start, now or once the file's steps have prepared them.
    public List<HostFit> able() {
        return hosts.stream().filter(HostFit::able).toList();
    }

    /// Those on which it can start now.
    public List<HostFit> startable() {
        return eligible.stream().filter(HostFit::now).toList();
    }

    Optional<HostFit> unread() {
        return eligible.stream().filter(HostFit::unread).findFirst();
    }

    /// Where there is no host for it among those that could be read: why one could not.
    Optional<Phrase> whyUnread() {
        return chosen.isPresent() ? Optional.empty() : unread().flatMap(HostFit::why);
    }

    static String names(List<HostFit> hosts) {
        return String.join(", ", hosts.stream().map(HostFit::name).toList());
    }

    /// Why it can start on none of these, hosts with the same reason together.
    static Phrase reasons(List<HostFit> hosts) {
        var byReason = new LinkedHashMap<Phrase, List<String>>();
        for (var host : hosts) {
            host.why()
                    .ifPresent(why ->
                            byReason.computeIfAbsent(why, _ -> new ArrayList<>()).add(host.name()));
        }
        Phrase all = null;
        for (var entry : byReason.entrySet()) {
            var one =
                    Phrase.of(
                            "host-fit.hosts",
                            "hosts",
                            String.join(", ", entry.getValue()),
                            "why",
                            entry.getKey());
            all = all == null ? one : Phrase.of("host-fit.and", "first", all, "next", one);
        }
        return all == null ? Phrase.of("host-fit.no-host") : all;
    }
}
