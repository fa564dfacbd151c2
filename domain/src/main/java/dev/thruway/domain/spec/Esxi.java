package dev.thruway.domain.spec;

/// How the ESXi host of a server is reached.
public sealed interface Esxi {

    /// The host itself answers, and no vCenter manages it.
    record Standalone(Endpoint endpoint) implements Esxi {}

    /// Through a vCenter, which knows the host by this name.
    record UnderVcenter(String vcenter, String host) implements Esxi {

        public UnderVcenter {
            Texts.requireName("vCenter", vcenter);
            Texts.requireName("host", host);
        }
    }
}
