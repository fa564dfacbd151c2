package dev.thruway.redfish;

import org.jspecify.annotations.Nullable;

/// A management controller could not be asked, or its answer was lost.
public final class RedfishException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String request;
    private final String object;
    private final transient RedfishFault fault;

    /// @param request the HTTP method
    /// @param object the controller's address and the path that was asked for, without secrets
    public RedfishException(String request, String object, RedfishFault fault) {
        this(request, object, fault, null);
    }

    public RedfishException(
            String request, String object, RedfishFault fault, @Nullable Throwable cause) {
        super(request + " " + object + ": " + fault, cause);
        this.request = request;
        this.object = object;
        this.fault = fault;
    }

    public String request() {
        return request;
    }

    public String object() {
        return object;
    }

    public RedfishFault fault() {
        return fault;
    }
}
