package dev.thruway.knowledge;

import dev.thruway.domain.gpu.DriverChoice.Signing;
import dev.thruway.knowledge.data.DataNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `drivers.yaml`.
final class DriverReader {

    private final Map<String, String> sources;

    private DriverReader(Map<String, String> sources) {
        this.sources = sources;
    }

    static DriverMatrix read(DataNode root) {
        root.allow(Set.of("sources", "branch", "distributions"));
        var reader = new DriverReader(root.sources());
        return new DriverMatrix(
                root.fact("branch", reader.sources, n -> n.number("is")).is(),
                root.nodes("distributions").stream().map(reader::distribution).toList());
    }

    private DriverDistribution distribution(DataNode node) {
        node.allow(Set.of("id", "signing", "kernel", "versions", "packages"));
        return new DriverDistribution(
                node.text("id"),
                node.constant("signing", Signing.class),
                Pattern.compile(node.text("kernel")),
                node.nodes("versions").stream().map(DriverReader::release).toList(),
                node.fact("packages", sources, n -> n.texts("is")));
    }

    private static DriverDistribution.Release release(DataNode node) {
        node.allow(Set.of("version", "kernel", "branches"));
        List<Integer> branches = node.texts("branches").stream().map(Integer::valueOf).toList();
        return new DriverDistribution.Release(node.text("version"), node.text("kernel"), branches);
    }
}
