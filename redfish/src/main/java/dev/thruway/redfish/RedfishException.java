package dev.thruway.redfish;

import org.jspecify.annotations.Nullable;

/// A request that did not succeed: what was asked, of which resource, and why not.
public final class RedfishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String request;
    private final String object;
    private final transient RedfishFault fault;

    /// @param request the method
    /// @param object the resource's path, with the controller's name before it
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
