package dev.thruway.lab.esxi;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `/folder/PATH?dcPath=ha-datacenter&dsName=datastore1`: files of a datastore, whole or from a
/// byte on, and pages that list folders.
final class FolderEndpoint {

    /// One range from a byte on; every other kind is answered with the whole file, as is allowed.
    private static final Pattern FROM_BYTE = Pattern.compile("bytes=([0-9]{1,15})-([0-9]{0,15})");

    private final Realm realm;

    FolderEndpoint(Realm realm) {
        this.realm = realm;
    }

    LabResponse handle(LabRequest request) {
        var query = request.query();
        var path = decoded(request.path()).substring("/folder".length());
        var datacenter = datacenter(query);
        if (datacenter.isEmpty()) {
            return LabResponse.empty(404);
        }
        if (!query.containsKey("dsName") && path.replace("/", "").isEmpty()) {
            return query.containsKey("dcPath")
                    ? new FolderIndex(realm).datastores(datacenter.get())
                    : new FolderIndex(realm).datacenters();
        }
        return datastore(datacenter.get(), query)
                .map(d -> handle(request, d, path))
                .orElse(LabResponse.empty(404));
    }

    /// By its inventory path, with a slash at its beginning or without; the first where none is
    /// named.
    private Optional<Datacenter> datacenter(Map<String, String> query) {
        var wanted = Optional.ofNullable(query.get("dcPath")).map(p -> p.replaceFirst("^/", ""));
        return realm.datacenters().stream()
                .filter(d -> wanted.isEmpty() || wanted.get().equals(d.path()))
                .findFirst();
    }

    /// The one that is named; on a host the first where none is.
    private Optional<Datastore> datastore(Datacenter datacenter, Map<String, String> query) {
        var wanted = Optional.ofNullable(query.get("dsName"));
        return realm.datastores(datacenter).stream()
                .filter(d -> wanted.isEmpty() || wanted.get().equals(d.name()))
                .findFirst();
    }

    private LabResponse handle(LabRequest request, Datastore datastore, String path) {
        try {
            FileManagerObject.hostFor(realm, datastore);
            return switch (request.method()) {
                case "GET", "HEAD" ->
                        datastore
                                .read(path)
                                .map(bytes -> file(bytes, request.header("range")))
                                .orElseGet(() -> new FolderIndex(realm).of(datastore, path));
                case "PUT" -> {
                    boolean there = datastore.read(path).isPresent();
                    datastore.write(path, request.body());
                    yield LabResponse.empty(there ? 200 : 201);
                }
                case "DELETE" -> {
                    datastore.delete(path);
                    yield LabResponse.empty(204);
                }
                default -> LabResponse.empty(405);
            };
        } catch (Refusal e) {
            return LabResponse.empty(e.reason() instanceof Refusal.Reason.FileNotFound ? 404 : 500);
        }
    }

    private static LabResponse file(byte[] all, Optional<String> range) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/octet-stream");
        headers.put("Accept-Ranges", "bytes");
        var from = range.map(FROM_BYTE::matcher).filter(Matcher::matches);
        if (from.isEmpty()) {
            return new LabResponse(200, headers, all);
        }
        long first = Long.parseLong(from.get().group(1));
        if (first >= all.length) {
            headers.put("Content-Range", "bytes */" + all.length);
            return new LabResponse(416, headers, new byte[0]);
        }
        var last = Optional.ofNullable(from.get().group(2)).filter(t -> !t.isEmpty());
        long end = Math.min(last.map(Long::parseLong).orElse(Long.MAX_VALUE), all.length - 1L);
        if (end < first) {
            return new LabResponse(200, headers, all);
        }
        headers.put("Content-Range", "bytes %d-%d/%d".formatted(first, end, all.length));
        return new LabResponse(206, headers, Arrays.copyOfRange(all, (int) first, (int) end + 1));
    }

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
