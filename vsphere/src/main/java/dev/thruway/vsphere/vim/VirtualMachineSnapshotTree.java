package dev.thruway.vsphere.vim;

import java.util.List;

/// A snapshot of a VM with those taken after it.
public record VirtualMachineSnapshotTree(
        String name, List<VirtualMachineSnapshotTree> childSnapshotList) {
    public VirtualMachineSnapshotTree {
        childSnapshotList = List.copyOf(childSnapshotList);
    }
}
