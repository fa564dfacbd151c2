package dev.thruway.lab.esxi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which kind of managed object extends which: a property spec for `ManagedEntity` fits a VM.
final class Kinds {

    private static final Map<String, String> BASES =
            Map.ofEntries(
                    Map.entry("Folder", "ManagedEntity"),
                    Map.entry("Datacenter", "ManagedEntity"),
                    Map.entry("ComputeResource", "ManagedEntity"),
                    Map.entry("ClusterComputeResource", "ComputeResource"),
                    Map.entry("ResourcePool", "ManagedEntity"),
                    Map.entry("VirtualApp", "ResourcePool"),
                    Map.entry("HostSystem", "ManagedEntity"),
                    Map.entry("VirtualMachine", "ManagedEntity"),
                    Map.entry("Datastore", "ManagedEntity"),
                    Map.entry("Network", "ManagedEntity"),
                    Map.entry("DistributedVirtualPortgroup", "Network"),
                    Map.entry("ManagedEntity", "ExtensibleManagedObject"),
                    Map.entry("ContainerView", "ManagedObjectView"),
                    Map.entry("ListView", "ManagedObjectView"),
                    Map.entry("ManagedObjectView", "View"),
                    Map.entry("EventHistoryCollector", "HistoryCollector"),
                    Map.entry("TaskHistoryCollector", "HistoryCollector"),
                    Map.entry("Task", "ExtensibleManagedObject"));

    private Kinds() {}

    static boolean extendsOrIs(String kind, String wanted) {
        if (wanted.equals("ManagedObject")) {
            return true;
        }
        @Nullable String k = kind;
        while (k != null) {
            if (k.equals(wanted)) {
                return true;
            }
            k = BASES.get(k);
        }
        return false;
    }
}
