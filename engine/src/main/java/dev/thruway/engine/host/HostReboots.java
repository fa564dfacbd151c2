package dev.thruway.engine.host;

import dev.thruway.engine.connect.HostAccess;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.TaskInfo;
import dev.thruway.vsphere.vim.TaskInfoState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/// Reboots of a host that somebody asked its vCenter for, whoever it was.
final class HostReboots {

    private static final String RECENT = "recentTask";
    private static final String INFO = "info";

    /// As the vSphere API describes RebootHost_Task.
    private static final String REBOOT = "HostSystem.reboot";

    private HostReboots() {}

    /// When the last one was asked for; empty where the vCenter lists no such task any more: by the
    /// vSphere API reference `recentTask` holds what ended in the last ten minutes or so.
    static Optional<Instant> last(HostAccess access) {
        var properties = access.client().properties();
        try {
            var tasks =
                    properties.of(access.host(), RECENT).list(RECENT, ManagedObjectReference.class);
            return properties.of(tasks, INFO).stream()
                    .flatMap(task -> task.find(INFO, TaskInfo.class).stream())
                    .filter(task -> REBOOT.equals(task.descriptionId()))
                    .filter(task -> task.state() != TaskInfoState.error)
                    .map(TaskInfo::queueTime)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder());
        } catch (VsphereException _) {
            return Optional.empty();
        }
    }
}
