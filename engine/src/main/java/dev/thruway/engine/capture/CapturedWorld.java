package dev.thruway.engine.capture;

import java.util.List;

/// What was read of one or more endpoints, in the order of names.
///
/// @param unread what could not be read, as far as it belongs to no server that was
public record CapturedWorld(
        List<CapturedVcenter> vcenters,
        List<CapturedStore> stores,
        List<CapturedServer> servers,
        List<Unread> unread) {

    public CapturedWorld {
        vcenters = List.copyOf(vcenters);
        stores = List.copyOf(stores);
        servers = List.copyOf(servers);
        unread = List.copyOf(unread);
    }
}
