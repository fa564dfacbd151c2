package dev.thruway.lab.esxi;

import dev.thruway.lab.esxi.wire.Value;
import dev.thruway.lab.world.Refusal;

/// A fault of the API: its type with its fields, and the sentence beside it.
final class VimFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Value.Data fault;
    private final String sentence;

    VimFault(Value.Data fault, String sentence) {
        super(sentence);
        this.fault = fault;
        this.sentence = sentence;
    }

    Value.Data fault() {
        return fault;
    }

    String sentence() {
        return sentence;
    }

    static VimFault of(String type, String sentence) {
        return new VimFault(Value.data(type).build(), sentence);
    }

    static VimFault of(Refusal refusal) {
        return new VimFault(Faults.of(refusal.reason()), refusal.reason().message());
    }

    static VimFault invalidArgument(String name) {
        return new VimFault(
                Value.data("InvalidArgument").set("invalidProperty", name).build(),
                "A specified parameter was not correct: " + name);
    }

    static VimFault invalidProperty(String name) {
        return new VimFault(
                Value.data("InvalidProperty").set("name", name).build(),
                "The name '%s' is not a property of the object.".formatted(name));
    }

    static VimFault invalidName(String name) {
        return new VimFault(
                Value.data("InvalidName").set("name", name).build(),
                "The name '%s' is invalid.".formatted(name));
    }

    static VimFault notFound(Value.Ref ref) {
        return new VimFault(
                Value.data("ManagedObjectNotFound").set("obj", ref).build(),
                "The object 'vim.%s:%s' has already been deleted or has not been completely created"
                        .formatted(ref.kind(), ref.id()));
    }

    static VimFault notAuthenticated(Value.Ref ref) {
        return new VimFault(
                Value.data("NotAuthenticated")
                        .set("object", ref)
                        .set("privilegeId", "System.View")
                        .build(),
                "The session is not authenticated.");
    }

    static VimFault notSupported() {
        return of("NotSupported", "The operation is not supported on the object.");
    }

    static VimFault methodNotFound(Value.Ref ref, String method) {
        return new VimFault(
                Value.data("MethodNotFound").set("receiver", ref).set("method", method).build(),
                "The method '%s' is not supported by '%s'.".formatted(method, ref));
    }
}
