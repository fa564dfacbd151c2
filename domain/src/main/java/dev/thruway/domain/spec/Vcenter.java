package dev.thruway.domain.spec;

/// A vCenter by the name that the file gives it.
public record Vcenter(String name, Endpoint endpoint) {

    public Vcenter {
        Texts.requireName("vCenter", name);
    }
}
