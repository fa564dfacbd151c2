package dev.thruway.domain.plan;

import dev.thruway.domain.condition.Target;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.VirtualHardware;
import dev.thruway.domain.observation.VmState;
import dev.thruway.domain.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The upgrade of a VM's virtual hardware, where what the file wants needs one.
///
/// To the oldest version that suffices and that the host offers, as nobody can take it back: an
/// older host could not run the VM any more. It is left to a person where the VM has snapshots,
/// which would keep the old hardware, and where another product manages the VM.
///
/// @param step empty where none is needed, or none is possible
record HardwareUpgrade(Optional<Step> step, List<Blocker> blockers) {

    HardwareUpgrade {
        blockers = List.copyOf(blockers);
    }

    static HardwareUpgrade of(Context context, String name, VmState vm) {
        var devices = devices(context, name, vm);
        var tooMany = tooMany(context, name, devices);
        if (tooMany.isPresent()) {
            return new HardwareUpgrade(Optional.empty(), List.of(tooMany.get()));
        }
        return HardwareNeed.unmet(context.vmSpec(name), vm, devices)
                .map(need -> new Maker(Target.vm(name), vm.hardware(), need).make(vm))
                .orElse(new HardwareUpgrade(Optional.empty(), List.of()));
    }

    /// What the VM holds in the end: its cards, and devices that the file does not name.
    private static int devices(Context context, String name, VmState vm) {
        var extra = DeviceDifference.of(context, name, vm).extra().size();
        return context.vmSpec(name).gpuCount() + extra;
    }

    private static Optional<Blocker> tooMany(Context context, String name, int devices) {
        return context.hostOf(context.vmSpec(name))
                .map(HostObservation::version)
                .flatMap(Release::parse)
                .map(DeviceLimit::most)
                .filter(most -> devices > most)
                .map(most ->
                        new Blocker(
                                Target.vm(name),
                                Phrase.of(
                                        "blocker.too-many-devices",
                                        "vm",
                                        name,
                                        "count",
                                        devices,
                                        "limit",
                                        most)));
    }

    /// For one need.
    private record Maker(Target target, VirtualHardware is, HardwareNeed need) {

        HardwareUpgrade make(VmState vm) {
            var blockers = new ArrayList<Blocker>();
            if (is.snapshots() == VirtualHardware.Snapshots.SOME) {
                blockers.add(blocker("hardware-snapshots"));
            }
            is.managedBy().ifPresent(by -> blockers.add(blocker("hardware-managed", "by", by)));
            var version = Optional.<Integer>empty();
            switch (is.offered()) {
                case Observed.Unknown<List<Integer>>(Phrase cause) ->
                        blockers.add(blocker("hardware-offer-unread", "cause", cause));
                case Observed.Known<List<Integer>>(var offered) -> {
                    version =
                            offered.stream().filter(v -> v >= need.version()).min(Integer::compare);
                    if (version.isEmpty()) {
                        blockers.add(blocker("hardware-not-offered"));
                    }
                }
            }
            return blockers.isEmpty()
                    ? new HardwareUpgrade(
                            version.map(v -> new Steps(target, why()).hardware(vm, v)), blockers)
                    : new HardwareUpgrade(Optional.empty(), blockers);
        }

        private Phrase why() {
            return Phrase.of(
                    "condition.hardware-old",
                    "is",
                    is.version(),
                    "needed",
                    need.word(),
                    "what",
                    need.why());
        }

        private Blocker blocker(String code, Object... more) {
            var cause =
                    Phrase.of(
                            "blocker." + code,
                            "vm",
                            target.name(),
                            "is",
                            is.version(),
                            "needed",
                            need.word(),
                            "what",
                            need.why());
            for (int i = 0; i < more.length; i += 2) {
                cause = cause.with(String.valueOf(more[i]), more[i + 1]);
            }
            return new Blocker(target, cause);
        }
    }
}
