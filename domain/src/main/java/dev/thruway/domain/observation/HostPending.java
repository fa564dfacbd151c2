package dev.thruway.domain.observation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Work on a host that was begun and not finished: a reboot with what it needs around it.
///
/// @param bootTime the host's boot time before its reboot: another one now proves the reboot
/// @param who who began it
/// @param stage how far it got
/// @param ran the VMs that ran before, and are to run again
public record HostPending(Instant bootTime, String who, Instant since, Stage stage, List<Ran> ran) {

    /// How far the work got.
    public enum Stage {
        /// VMs are being shut down; a maintenance mode now is somebody else's.
        SHUTTING_DOWN,
        /// Thruway entered maintenance mode, or was about to.
        MAINTENANCE
    }

    /// A VM that ran.
    ///
    /// @param uuid its instance UUID
    public record Ran(String uuid, String name) {}

    public HostPending {
        ran = List.copyOf(ran);
    }

    /// As it is now, further on.
    public HostPending at(Stage next) {
        return new HostPending(bootTime, who, since, next, ran);
    }

    /// With more VMs that ran; one that is there already stays as it was noted.
    public HostPending withRan(Collection<Ran> more) {
        var all = new ArrayList<>(ran);
        more.stream()
                .filter(vm -> ran.stream().noneMatch(r -> r.uuid().equals(vm.uuid())))
                .forEach(all::add);
        return new HostPending(bootTime, who, since, stage, all);
    }
}
