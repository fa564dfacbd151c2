package dev.thruway.vsphere.codec;

/// What arrived is not what the protocol allows; says where.
public final class MalformedXml extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedXml(String message) {
        super(message);
    }

    public MalformedXml(String message, Throwable cause) {
        super(message, cause);
    }
}
