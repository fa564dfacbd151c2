package dev.thruway.engine.guest;

import dev.thruway.domain.observation.GuestObservation.CudaProof;
import dev.thruway.domain.observation.GuestObservation.GuestBefore;
import dev.thruway.guest.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The two JSON files that Thruway keeps in a guest. One that cannot be read counts as none.
final class GuestMarks {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private GuestMarks() {}

    static Optional<CudaProof> readProof(String text) {
        return tree(text)
                .map(node ->
                        new CudaProof(
                                node.path("bootId").asString(""),
                                node.path("driver").asString(""),
                                strings(node.path("addresses"))));
    }

    static Bytes write(CudaProof proof) {
        var node = JSON.createObjectNode();
        node.put("bootId", proof.bootId());
        node.put("driver", proof.driver());
        var addresses = node.putArray("addresses");
        proof.addresses().forEach(addresses::add);
        return Bytes.utf8(node + "\n");
    }

    static Optional<GuestBefore> readBefore(String text) {
        return tree(text)
                .map(node ->
                        new GuestBefore(
                                strings(node.path("addedPackages")),
                                strings(node.path("writtenFiles"))));
    }

    static Bytes write(GuestBefore before) {
        var node = JSON.createObjectNode();
        var packages = node.putArray("addedPackages");
        before.addedPackages().forEach(packages::add);
        var files = node.putArray("writtenFiles");
        before.writtenFiles().forEach(files::add);
        return Bytes.utf8(node + "\n");
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static List<String> strings(JsonNode array) {
        var list = new ArrayList<String>();
        array.forEach(node -> list.add(node.asString("")));
        return list;
    }
}
