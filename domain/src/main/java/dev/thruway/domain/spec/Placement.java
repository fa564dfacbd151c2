package dev.thruway.domain.spec;

/// Where a VM lives.
public sealed interface Placement {

    /// On this server of the file.
    record OnServer(String server) implements Placement {

        public OnServer {
            Texts.requireName("server", server);
        }
    }

    /// Somewhere in this cluster; only for VMs whose GPUs are all dynamic.
    record InCluster(String vcenter, String cluster) implements Placement {

        public InCluster {
            Texts.requireName("vCenter", vcenter);
            Texts.requireName("cluster", cluster);
        }
    }
}
