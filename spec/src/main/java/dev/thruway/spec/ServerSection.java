package dev.thruway.spec;

import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads one entry of `servers`.
final class ServerSection {

    private ServerSection() {}

    static Optional<Server> server(String name, Value value) {
        var read = value.fields("esxi", "bmc", "passthrough", "gpuFirmware", "policy");
        if (read.isEmpty()) {
            return Optional.empty();
        }
        var fields = read.get();
        fields.atLeastOne("esxi", "bmc");
        var esxi = fields.optional("esxi", EndpointSection::esxi);
        var bmc = fields.optional("bmc", EndpointSection::bmc);
        var passthrough = fields.optional("passthrough", ServerSection::passthrough);
        var firmware = fields.optional("gpuFirmware", ServerSection::firmware);
        var policy = fields.optional("policy", PolicySection::policy);
        return esxi.isPresent() || bmc.isPresent()
                ? Optional.of(
                        new Server(
                                name,
                                esxi,
                                bmc,
                                passthrough.orElse(List.of()),
                                firmware.orElse(new TreeMap<>()),
                                policy.orElse(PolicyOverride.NONE)))
                : Optional.empty();
    }

    private static Optional<List<PassthroughWish>> passthrough(Value value) {
        var wishes = new ArrayList<PassthroughWish>();
        for (var item : value.items().orElse(List.of())) {
            GpuSection.passthrough(item).ifPresent(wishes::add);
        }
        return Optional.of(wishes);
    }

    private static Optional<SortedMap<String, String>> firmware(Value value) {
        var versions = new TreeMap<String, String>();
        value.named()
                .ifPresent(models ->
                        models.all()
                                .forEach((model, version) ->
                                        version.text().ifPresent(v -> versions.put(model, v))));
        return Optional.of(versions);
    }
}
