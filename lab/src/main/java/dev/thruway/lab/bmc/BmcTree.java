package dev.thruway.lab.bmc;

import dev.thruway.lab.http.LabResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// All resources of one moment by their path. iLO takes a path in any case, and links to some in
/// another case than it lists them.
final class BmcTree {

    static final String ROOT = "/redfish/v1/";

    private final SortedMap<String, BmcResource> resources = new TreeMap<>();
    private final SortedMap<String, BmcResource.Operation> actions = new TreeMap<>();

    Optional<BmcResource> resource(String path) {
        return Optional.ofNullable(resources.get(path.toLowerCase(Locale.ROOT)));
    }

    Optional<BmcResource.Operation> action(String path) {
        return Optional.ofNullable(actions.get(path.toLowerCase(Locale.ROOT)));
    }

    void add(String path, BmcResource resource) {
        resources.put((ROOT + path).toLowerCase(Locale.ROOT), resource);
    }

    /// A resource that can only be read.
    void add(String path, Supplier<ObjectNode> document) {
        add(path, BmcResource.readOnly(document));
    }

    /// A resource from a JSON file.
    void add(String path, String file, Map<String, ?> values) {
        add(path, () -> Template.fill(file, values));
    }

    /// What is done by POST to a path that cannot be read.
    void action(String path, BmcResource.Operation operation) {
        actions.put((ROOT + path).toLowerCase(Locale.ROOT), operation);
    }

    /// A collection of resources that can only be read.
    void collection(String path, String type, String name, List<String> members) {
        add(path, () -> collectionOf(path, type, name, members));
    }

    static ObjectNode collectionOf(String path, String type, String name, List<String> members) {
        var links = members.stream().map(m -> Map.of("@odata.id", ROOT + path + m + "/")).toList();
        return Template.fill(
                "collection",
                Map.of(
                        "path", ROOT + path,
                        "type", type,
                        "name", name,
                        "members", links,
                        "count", links.size()));
    }

    /// The answer to a method that a resource does not have.
    static LabResponse notAllowed() {
        return BmcAnswers.message(405, "iLO.2.25.UnsupportedOperation");
    }
}
