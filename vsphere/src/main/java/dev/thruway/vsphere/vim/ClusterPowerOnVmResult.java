package dev.thruway.vsphere.vim;

import java.util.List;

/// What became of a request to power VMs on.
///
/// @param recommendations what DRS would do and leaves to a person
public record ClusterPowerOnVmResult(
        List<ClusterAttemptedVmInfo> attempted,
        List<ClusterNotAttemptedVmInfo> notAttempted,
        List<ClusterRecommendation> recommendations) {
    public ClusterPowerOnVmResult {
        attempted = List.copyOf(attempted);
        notAttempted = List.copyOf(notAttempted);
        recommendations = List.copyOf(recommendations);
    }
}
