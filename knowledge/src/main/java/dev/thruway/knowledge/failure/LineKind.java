package dev.thruway.knowledge.failure;

/// Where a line is from, as far as that is known.
public enum LineKind {
    /// vmware.log, vmkernel.log.
    HOST_LOG,
    /// The fault of a vSphere task.
    TASK,
    /// An event of vSphere.
    EVENT,
    /// The guest kernel's messages.
    KERNEL,
    /// The output of nvidia-smi.
    NVIDIA_SMI,
    /// The output of modprobe, dkms, apt or dpkg.
    TOOL,
    /// A file that somebody brought: it may be any of these.
    ANY;

    boolean mayBe(LineKind other) {
        return this == ANY || this == other;
    }
}
