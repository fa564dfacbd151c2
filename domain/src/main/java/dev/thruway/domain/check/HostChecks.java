package dev.thruway.domain.check;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.plan.Release;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is looked at on an ESXi host.
final class HostChecks {

    /// The releases that Thruway is made for.
    private static final Release OLDEST = new Release(6, 7, 0);

    private static final Release NEWEST = new Release(9, 1, 0);

    /// As HPE's firmware names itself: `HPE`, and `HP` on servers before 2016.
    private static final Pattern HPE = Pattern.compile("HPE?|Hewlett.*");

    private static final Release MENDED = new Release(9, 0, 0);

    private final Target target;
    private final Way way;
    private final List<CheckFinding> found = new ArrayList<>();

    private HostChecks(Target target, Way way) {
        this.target = target;
        this.way = way;
    }

    /// How the host is reached.
    private enum Way {
        DIRECT,
        VCENTER
    }

    static List<CheckFinding> of(
            ServerObservation server,
            Observed<HostObservation> host,
            Optional<Observed<HostFacts>> facts) {
        var target = Target.server(server.name());
        var checks = new HostChecks(target, server.under().isPresent() ? Way.VCENTER : Way.DIRECT);
        switch (host) {
            case Observed.Unknown<HostObservation>(Phrase cause) ->
                    checks.found.add(Reachability.API.finding(target, cause));
            case Observed.Known<HostObservation>(HostObservation seen) -> {
                checks.host(seen);
                facts.ifPresent(f -> checks.facts(seen, f));
                checks.iommu(seen);
            }
        }
        return checks.found;
    }

    private void add(CheckCode code, Object... namesAndValues) {
        found.add(CheckFinding.of(code, target, namesAndValues));
    }

    private void host(HostObservation host) {
        found.add(
                CheckFinding.of(CheckCode.API_ANSWERS, target, "host", host.name())
                        .showing("name", host.name()));
        var release = Release.parse(host.version());
        if (release.isEmpty()) {
            add(CheckCode.VERSION_UNREAD);
            return;
        }
        var line = release.get().line();
        var code =
                line.isBefore(OLDEST)
                        ? CheckCode.VERSION_OLD
                        : NEWEST.isBefore(line)
                                ? CheckCode.VERSION_NEW
                                : CheckCode.VERSION_SUPPORTED;
        found.add(
                CheckFinding.of(code, target, "version", host.version())
                        .showing("version", host.version()));
    }

    private void facts(HostObservation host, Observed<HostFacts> facts) {
        switch (facts) {
            case Observed.Unknown<HostFacts>(Phrase cause) -> {
                for (var code :
                        List.of(
                                CheckCode.LICENCE_UNREAD,
                                CheckCode.PRIVILEGES_UNREAD,
                                CheckCode.CONNECTION_UNREAD,
                                CheckCode.LOCKDOWN_UNREAD)) {
                    found.add(CheckFinding.of(code, target).because(cause));
                }
            }
            case Observed.Known<HostFacts>(HostFacts seen) -> {
                licence(seen);
                found.add(privileges(target, seen.missingPrivileges()));
                connection(seen);
                lockdown(seen);
                hotPlug(host, seen);
            }
        }
    }

    private void licence(HostFacts facts) {
        switch (facts.licences()) {
            case Observed.Unknown<List<HostFacts.Licence>>(Phrase cause) ->
                    found.add(CheckFinding.of(CheckCode.LICENCE_UNREAD, target).because(cause));
            case Observed.Known<List<HostFacts.Licence>>(List<HostFacts.Licence> licences) -> {
                if (licences.isEmpty()) {
                    add(CheckCode.LICENCE_UNREAD);
                    return;
                }
                // A host may list an ended evaluation beside the licence that replaced it.
                var best =
                        licences.stream()
                                .filter(l -> code(l, facts) == CheckCode.LICENCE_ALLOWS_WRITING)
                                .findFirst()
                                .orElse(licences.getFirst());
                found.add(
                        CheckFinding.of(code(best, facts), target, "licence", best.name())
                                .showing("editionKey", best.edition()));
            }
        }
    }

    private static CheckCode code(HostFacts.Licence licence, HostFacts facts) {
        if (licence.isFree()) {
            return CheckCode.LICENCE_FORBIDS_WRITING;
        }
        return licence.expires().filter(end -> !end.isAfter(facts.seenAt())).isPresent()
                ? CheckCode.LICENCE_EXPIRED
                : CheckCode.LICENCE_ALLOWS_WRITING;
    }

    /// @param missing those that the login lacks
    static CheckFinding privileges(Target target, Observed<List<String>> missing) {
        return switch (missing) {
            case Observed.Unknown<List<String>>(Phrase cause) ->
                    CheckFinding.of(CheckCode.PRIVILEGES_UNREAD, target).because(cause);
            case Observed.Known<List<String>>(List<String> ids) ->
                    ids.isEmpty()
                            ? CheckFinding.of(CheckCode.PRIVILEGES_GRANTED, target)
                            : CheckFinding.of(
                                    CheckCode.PRIVILEGES_MISSING,
                                    target,
                                    "privileges",
                                    String.join(", ", ids));
        };
    }

    private void connection(HostFacts facts) {
        switch (facts.connection()) {
            case Observed.Unknown<String>(Phrase cause) ->
                    found.add(CheckFinding.of(CheckCode.CONNECTION_UNREAD, target).because(cause));
            case Observed.Known<String>(String state) ->
                    found.add(
                            CheckFinding.of(
                                            state.equals("connected")
                                                    ? CheckCode.HOST_CONNECTED
                                                    : CheckCode.HOST_NOT_CONNECTED,
                                            target,
                                            "state",
                                            state)
                                    .showing("runtime.connectionState", state));
        }
    }

    private void lockdown(HostFacts facts) {
        switch (facts.lockdown()) {
            case Observed.Unknown<String>(Phrase cause) ->
                    found.add(CheckFinding.of(CheckCode.LOCKDOWN_UNREAD, target).because(cause));
            case Observed.Known<String>(String mode) ->
                    found.add(
                            CheckFinding.of(lockdown(mode), target, "mode", mode)
                                    .showing("config.lockdownMode", mode));
        }
    }

    private CheckCode lockdown(String mode) {
        if (mode.equals("lockdownDisabled")) {
            return CheckCode.LOCKDOWN_OFF;
        }
        return way == Way.VCENTER ? CheckCode.LOCKDOWN_UNDER_VCENTER : CheckCode.LOCKDOWN_ON;
    }

    /// On HPE servers PCIe hot-plug can take a passed-through card for one that was pulled out
    /// (Broadcom KB 409712, HPE a00121002en_us). ESXi 8.0 U3g mends it, and 9.0 follows it.
    private void hotPlug(HostObservation host, HostFacts facts) {
        boolean hpe = facts.vendor().known().filter(HPE.asMatchPredicate()).isPresent();
        boolean mended = Release.parse(host.version()).filter(r -> !r.isBefore(MENDED)).isPresent();
        if (!hpe || mended) {
            return;
        }
        switch (facts.pcieHotPlug()) {
            case Observed.Unknown<Boolean>(Phrase cause) ->
                    found.add(
                            CheckFinding.of(CheckCode.PCIE_HOT_PLUG_UNREAD, target).because(cause));
            case Observed.Known<Boolean>(Boolean on) ->
                    found.add(
                            CheckFinding.of(
                                            on
                                                    ? CheckCode.PCIE_HOT_PLUG_ON
                                                    : CheckCode.PCIE_HOT_PLUG_OFF,
                                            target)
                                    .showing("VMkernel.Boot.enablePCIEHotplug", on));
        }
    }

    /// The host says of no function that it can be passed through: that is the IOMMU, and no single
    /// card.
    private void iommu(HostObservation host) {
        var known =
                host.functions().stream()
                        .map(HostFunction::passthrough)
                        .flatMap(o -> o.known().stream())
                        .toList();
        long capable = known.stream().filter(s -> s != PassthroughState.INCAPABLE).count();
        var code =
                known.isEmpty()
                        ? CheckCode.IOMMU_UNREAD
                        : capable == 0 ? CheckCode.IOMMU_OFF : CheckCode.IOMMU_USABLE;
        found.add(
                CheckFinding.of(code, target)
                        .showing("functions", host.functions().size())
                        .showing("passthruCapable", capable));
    }
}
