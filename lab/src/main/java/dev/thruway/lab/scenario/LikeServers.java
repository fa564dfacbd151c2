package dev.thruway.lab.scenario;

import java.util.LinkedHashMap;
import java.util.Map;

/// Servers that are like another one of the same file but for what they say themselves, and for
/// their VMs, which are nobody else's.
final class LikeServers {

    private static final String SERVERS = "servers";
    private static final String LIKE = "like";
    private static final String VMS = "vms";

    private LikeServers() {}

    static YamlNode.Mapping resolve(YamlNode.Mapping root) {
        if (!(root.entries().get(SERVERS) instanceof YamlNode.Mapping all)) {
            return root;
        }
        var servers = new LinkedHashMap<String, YamlNode>();
        all.entries().forEach((name, server) -> servers.put(name, resolved(all, server)));
        return with(root, SERVERS, all.withEntries(servers));
    }

    private static YamlNode resolved(YamlNode.Mapping all, YamlNode server) {
        if (!(server instanceof YamlNode.Mapping mine)
                || !(mine.entries().get(LIKE) instanceof YamlNode.Text(var place, var name))) {
            return server;
        }
        if (!(all.entries().get(name) instanceof YamlNode.Mapping other)
                || other.entries().containsKey(LIKE)) {
            throw new ScenarioException(place, "a server of this file that is like no other");
        }
        return without(without(other, VMS).overlaidBy(mine), LIKE);
    }

    private static YamlNode.Mapping without(YamlNode.Mapping mapping, String key) {
        var entries = new LinkedHashMap<>(mapping.entries());
        entries.remove(key);
        return mapping.withEntries(entries);
    }

    private static YamlNode.Mapping with(YamlNode.Mapping mapping, String key, YamlNode value) {
        Map<String, YamlNode> entries = new LinkedHashMap<>(mapping.entries());
        entries.put(key, value);
        return mapping.withEntries(entries);
    }
}
