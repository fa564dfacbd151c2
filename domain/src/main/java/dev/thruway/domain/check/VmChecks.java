package dev.thruway.domain.check;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.GuestObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VmObservation;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.DeviceLimit;
import dev.thruway.domain.plan.HardwareNeed;
import dev.thruway.domain.plan.Release;
import dev.thruway.domain.spec.Vm;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What is looked at on one VM of the file.
final class VmChecks {

    /// Keys of old templates and forum posts that do not help a passthrough device of today, and
    /// may hide or break it. `svga.present` is written by the platform itself, as TRUE.
    private static final Pattern FOLKLORE =
            Pattern.compile(
                    "hypervisor\\.cpuid\\.v0|pciHole\\..*|pciPassthru\\d*\\.msiEnabled",
                    Pattern.CASE_INSENSITIVE);

    private final Vm wanted;
    private final Target target;
    private final Optional<Release> release;
    private final List<Card> cards;
    private final List<CheckFinding> found = new ArrayList<>();

    private VmChecks(Vm wanted, Optional<Release> release, List<Card> cards) {
        this.wanted = wanted;
        this.target = Target.vm(wanted.name());
        this.release = release;
        this.cards = List.copyOf(cards);
    }

    /// @param release of the host, where it is known
    /// @param cards that the VM is to hold
    static List<CheckFinding> of(
            Vm wanted,
            VmObservation seen,
            Optional<Observed<VmFacts>> facts,
            Optional<Release> release,
            List<Card> cards) {
        var checks = new VmChecks(wanted, release, cards);
        seen.state()
                .known()
                .flatMap(s -> s)
                .ifPresent(state -> {
                    checks.state(state);
                    facts.ifPresent(checks::facts);
                    checks.nodes();
                    checks.folklore(state);
                    seen.guest().ifPresent(guest -> checks.guest(state, guest));
                });
        return checks.found;
    }

    private void add(CheckCode code, Object... namesAndValues) {
        found.add(CheckFinding.of(code, target, namesAndValues));
    }

    private void state(VmState vm) {
        found.add(
                CheckFinding.of(CheckCode.VM_FOUND, target)
                        .showing("config.instanceUuid", vm.instanceUuid())
                        .showing("runtime.powerState", vm.power().word()));
        if (vm.hardware().number().isEmpty()) {
            add(CheckCode.HARDWARE_VERSION_UNREAD, "is", vm.hardware().version());
            return;
        }
        hardware(vm);
        release.ifPresent(r -> devices(vm, r));
        if (vm.virtualTpm() && bootChanges(vm)) {
            add(CheckCode.VIRTUAL_TPM);
        }
    }

    private void hardware(VmState vm) {
        var need = HardwareNeed.unmet(wanted, vm, deviceCount(vm));
        found.add(
                need.map(n ->
                                CheckFinding.of(
                                        CheckCode.HARDWARE_VERSION_OLD,
                                        target,
                                        "is",
                                        vm.hardware().version(),
                                        "needed",
                                        n.word()))
                        .orElse(
                                CheckFinding.of(
                                        CheckCode.HARDWARE_VERSION_RIGHT,
                                        target,
                                        "is",
                                        vm.hardware().version()))
                        .showing("config.version", vm.hardware().version()));
    }

    private int deviceCount(VmState vm) {
        var addresses = new TreeSet<String>();
        cards.forEach(c -> addresses.add(c.function().address().toString()));
        int unnamed = 0;
        for (var device : vm.devices()) {
            if (device.address().isPresent()) {
                addresses.add(device.address().get().toString());
            } else {
                unnamed++;
            }
        }
        return Math.max(addresses.size() + unnamed, wanted.gpuCount());
    }

    /// More than the release allows is among the blockers.
    private void devices(VmState vm, Release on) {
        int count = deviceCount(vm);
        int limit = DeviceLimit.most(on);
        if (count <= limit) {
            found.add(
                    CheckFinding.of(
                                    CheckCode.DEVICE_COUNT_RIGHT,
                                    target,
                                    "count",
                                    count,
                                    "limit",
                                    limit)
                            .showing("devices", count)
                            .showing("limit", limit));
        }
    }

    private void facts(Observed<VmFacts> facts) {
        switch (facts) {
            case Observed.Unknown<VmFacts>(Phrase cause) ->
                    found.add(
                            CheckFinding.of(CheckCode.VM_SETTINGS_UNREAD, target, "what", "config")
                                    .because(cause));
            case Observed.Known<VmFacts>(VmFacts seen) -> {
                seen.traits().forEach(trait -> add(trait.code()));
                seen.managedBy().ifPresent(by -> add(CheckCode.MANAGED_BY_OTHER, "by", by));
                if (!seen.unread().isEmpty()) {
                    add(CheckCode.VM_SETTINGS_UNREAD, "what", String.join(", ", seen.unread()));
                }
            }
        }
    }

    /// Another firmware or Secure Boot state gives the virtual TPM other measurements, against
    /// which a guest may have sealed the key of its disk.
    private boolean bootChanges(VmState vm) {
        boolean secureBoot = wanted.secureBoot() == Vm.SecureBoot.ON;
        return vm.firmware() != VmState.Firmware.EFI || vm.secureBoot().orElse(false) != secureBoot;
    }

    private void nodes() {
        var nodes = new TreeMap<String, String>();
        for (var card : cards) {
            var node = card.function().numaNode();
            if (node.isEmpty()) {
                return;
            }
            nodes.merge(
                    Integer.toString(node.getAsInt()),
                    card.function().address().toString(),
                    (a, b) -> a + " " + b);
        }
        if (cards.size() > 1) {
            var code =
                    nodes.size() == 1
                            ? CheckCode.CARDS_ON_ONE_NODE
                            : CheckCode.CARDS_ON_SEVERAL_NODES;
            var finding = CheckFinding.of(code, target, "nodes", String.join(", ", nodes.keySet()));
            for (var node : nodes.entrySet()) {
                finding = finding.showing("node " + node.getKey(), node.getValue());
            }
            found.add(finding);
        }
    }

    private void folklore(VmState vm) {
        var keys = new TreeMap<String, String>();
        vm.extraConfig()
                .forEach((key, value) -> {
                    boolean hidden =
                            key.equalsIgnoreCase("svga.present") && value.equalsIgnoreCase("FALSE");
                    if (hidden || FOLKLORE.matcher(key).matches()) {
                        keys.put(key, value);
                    }
                });
        if (!keys.isEmpty()) {
            found.add(
                    CheckFinding.of(
                                    CheckCode.FOLKLORE_KEYS,
                                    target,
                                    "keys",
                                    keys.entrySet().stream()
                                            .map(e -> e.getKey() + " = " + e.getValue())
                                            .collect(Collectors.joining(", ")))
                            .showing(keys));
        }
    }

    private void guest(VmState vm, Observed<GuestObservation> guest) {
        switch (guest) {
            case Observed.Known<GuestObservation>(GuestObservation g) ->
                    found.add(
                            CheckFinding.of(
                                            CheckCode.GUEST_ANSWERS,
                                            target,
                                            "system",
                                            g.distribution() + " " + g.distributionVersion())
                                    .showing("kernel", g.kernel()));
            case Observed.Unknown<GuestObservation>(Phrase cause) ->
                    found.add(
                            vm.power() == VmState.Power.ON
                                    ? Reachability.GUEST.finding(target, cause)
                                    : CheckFinding.of(CheckCode.GUEST_OFF, target));
        }
    }
}
