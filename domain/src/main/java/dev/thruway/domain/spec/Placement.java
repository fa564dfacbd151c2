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
    ///
    /// @param cluster its name, or its inventory path where the name repeats
    record InCluster(String vcenter, String cluster) implements Placement {

        public InCluster {
            Texts.requireName("vCenter", vcenter);
            Texts.requireName("cluster", cluster);
        }

        /// By which the cluster is told from others of the file.
        public String key() {
            return vcenter + "/" + cluster;
        }
    }
}
