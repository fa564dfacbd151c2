package dev.thruway.vsphere.vim;

/// The identity of a managed object within one server: `VirtualMachine` and `vm-42`.
public record ManagedObjectReference(String type, String value) {

    public ManagedObjectReference {
        if (type.isBlank() || value.isBlank()) {
            throw new IllegalArgumentException("reference without type or value");
        }
    }

    @Override
    public String toString() {
        return type + ":" + value;
    }
}
