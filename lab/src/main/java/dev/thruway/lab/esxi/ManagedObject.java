package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.EsxHost;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A managed object of the API.
interface ManagedObject {

    Value.Ref ref();

    /// All properties by name, those that are unset too: their value is [Value.Nothing].
    Map<String, Supplier<Value>> properties();

    /// What it can be told, by the method's name on the wire.
    Map<String, Method> methods();

    /// The host that has to answer for its methods to work; empty where none has to.
    default Optional<EsxHost> needs() {
        return Optional.empty();
    }

    /// A method. Answers [Value.Nothing] where its type is void.
    interface Method {
        Value call(Call call);
    }
}
