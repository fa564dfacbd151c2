package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import java.util.Optional;

/// The objects that one session sees: those of the server that it may, and its own.
record Scope(Inventory inventory, Sessions sessions, Session session) {

    Optional<ManagedObject> find(Value.Ref ref) {
        if (ref.equals(inventory.realm().refs().the(Fixed.SESSION_MANAGER))) {
            return Optional.of(new SessionManagerObject(sessions, session, inventory.realm()));
        }
        return inventory
                .find(ref)
                .filter(_ -> Permissions.isShown(inventory.realm(), ref))
                .or(() -> session.find(ref));
    }

    ManagedObject require(Value.Ref ref) {
        return find(ref).orElseThrow(() -> VimFault.notFound(ref));
    }
}
