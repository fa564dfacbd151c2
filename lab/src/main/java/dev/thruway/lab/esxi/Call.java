package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Element;

/// One call of a method by a session.
///
/// @param scope what the session can see
/// @param arguments the method's element, with `_this` and the arguments inside
record Call(Scope scope, String method, Element arguments) {

    Session session() {
        return scope.session();
    }

    /// An argument that must be there.
    String text(String name) {
        return arguments.value(name).orElseThrow(() -> VimFault.invalidArgument(name));
    }
}
