package dev.thruway.vsphere.vim;

import java.util.List;

/// What DRS would do, and does once somebody applies it.
///
/// @param key by which it is applied
/// @param rating how strongly it is meant, higher being stronger
/// @param prerequisite keys of those that have to be applied before
public record ClusterRecommendation(String key, Integer rating, List<String> prerequisite) {
    public ClusterRecommendation {
        prerequisite = List.copyOf(prerequisite);
    }
}
