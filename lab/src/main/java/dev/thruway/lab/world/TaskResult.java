package dev.thruway.lab.world;

import java.util.List;

/// What a task answers when it has succeeded.
public sealed interface TaskResult {

    /// Most tasks answer nothing.
    record Nothing() implements TaskResult {}

    /// The folders that a search listed.
    record Folders(List<DatastoreFolder> folders) implements TaskResult {
        public Folders {
            folders = List.copyOf(folders);
        }
    }

    /// What became of VMs that were to be powered on.
    record PowerOns(
            List<Attempted> attempted,
            List<NotAttempted> notAttempted,
            List<Recommendation> recommendations)
            implements TaskResult {
        public PowerOns {
            attempted = List.copyOf(attempted);
            notAttempted = List.copyOf(notAttempted);
            recommendations = List.copyOf(recommendations);
        }
    }

    /// A VM that is being powered on.
    ///
    /// @param taskKey of that, in the vCenter's log
    record Attempted(VirtualMachine vm, String taskKey) {}

    /// A VM for which there is no host.
    record NotAttempted(VirtualMachine vm, Refusal.Reason why) {}

    /// A host that DRS would start a VM on, and leaves it to a person.
    ///
    /// @param key by which it is applied
    /// @param rating 5 for the best
    record Recommendation(String key, int rating, VirtualMachine vm, EsxHost host) {}
}
