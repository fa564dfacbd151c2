package dev.thruway.vsphere.vim;

import java.util.List;

/// Which privileges a session has on one object.
public record EntityPrivilege(
        ManagedObjectReference entity, List<PrivilegeAvailability> privAvailability) {
    public EntityPrivilege {
        privAvailability = List.copyOf(privAvailability);
    }
}
