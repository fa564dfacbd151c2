package dev.thruway.spec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where each value of the files stands, by the keys that lead to it: `servers.dl385-01.esxi.url`,
/// `vms.gpu02.gpus[0].model`.
public final class Positions {

    private final Map<String, Position> byPath;

    Positions(Map<String, Position> byPath) {
        this.byPath = Map.copyOf(byPath);
    }

    static Positions merged(Iterable<Positions> all) {
        var byPath = new HashMap<String, Position>();
        for (var one : all) {
            byPath.putAll(one.byPath);
        }
        return new Positions(byPath);
    }

    /// The place of the key, or of the list's item, at this path.
    public Optional<Position> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }
}
