package dev.thruway.guest;

import org.jspecify.annotations.Nullable;

/// A machine could not be asked, or its answer was lost.
public final class GuestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String request;
    private final transient GuestFault fault;

    /// @param request what was asked and of whom, without secrets
    public GuestException(String request, GuestFault fault) {
        this(request, fault, null);
    }

    public GuestException(String request, GuestFault fault, @Nullable Throwable cause) {
        super(request + ": " + fault, cause);
        this.request = request;
        this.fault = fault;
    }

    public String request() {
        return request;
    }

    public GuestFault fault() {
        return fault;
    }
}
