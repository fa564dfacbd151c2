package dev.thruway.lab.esxi;

import dev.thruway.lab.http.LabRequest;
import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.EsxHost;
import dev.thruway.lab.world.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// `/folder/PATH?dcPath=ha-datacenter&dsName=datastore1`: files of the datastore.
final class FolderEndpoint {

    private final EsxHost host;

    FolderEndpoint(EsxHost host) {
        this.host = host;
    }

    LabResponse handle(LabRequest request) {
        Datastore datastore = host.datastore();
        var wanted = request.query().getOrDefault("dsName", datastore.name());
        if (!datastore.name().equals(wanted)) {
            return LabResponse.empty(404);
        }
        var path = decoded(request.path()).substring("/folder".length());
        try {
            return switch (request.method()) {
                case "GET", "HEAD" ->
                        datastore
                                .read(path)
                                .map(bytes ->
                                        new LabResponse(
                                                200,
                                                Map.of("Content-Type", "application/octet-stream"),
                                                bytes))
                                .orElseGet(() -> LabResponse.empty(404));
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

    private static String decoded(String path) {
        return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
