package dev.thruway.vsphere.client;

import dev.thruway.vsphere.vim.ManagedObjectNotFound;
import org.jspecify.annotations.Nullable;

/// A call that did not succeed: what was asked, of which object, and why not.
public final class VsphereException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String request;
    private final transient VsphereFault fault;

    /// @param request the method and the object, without arguments
    public VsphereException(String request, VsphereFault fault) {
        this(request, fault, null);
    }

    public VsphereException(String request, VsphereFault fault, @Nullable Throwable cause) {
        super(request + ": " + fault, cause);
        this.request = request;
        this.fault = fault;
    }

    public String request() {
        return request;
    }

    public VsphereFault fault() {
        return fault;
    }

    /// Whether the server has no such object, or none any more.
    public boolean isGone() {
        return fault instanceof VsphereFault.Rejected(_, _, _, ManagedObjectNotFound _);
    }
}
