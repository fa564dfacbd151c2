package dev.thruway.spec;

import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one entry of `vms`.
final class VmSection {

    private VmSection() {}

    static Optional<Vm> vm(String name, Value value) {
        var read =
                value.fields(
                        "server",
                        "cluster",
                        "path",
                        "gpus",
                        "secureBoot",
                        "convertFirmware",
                        "guest");
        if (read.isEmpty()) {
            return Optional.empty();
        }
        var fields = read.get();
        var placement = placement(fields);
        var path = fields.optional("path", Value::text);
        var gpus = fields.required("gpus", VmSection::gpus);
        var secureBoot = fields.optional("secureBoot", Value::truth);
        var convert = fields.optional("convertFirmware", Value::truth);
        var guest = fields.optional("guest", GuestSection::guest);
        if (placement.isEmpty()
                || gpus.isEmpty()
                || !fitTogether(placement.get(), gpus.get(), fields)) {
            return Optional.empty();
        }
        return Optional.of(
                new Vm(
                        name,
                        placement.get(),
                        path,
                        gpus.get(),
                        secureBoot
                                .map(on -> on ? Vm.SecureBoot.ON : Vm.SecureBoot.OFF)
                                .orElse(Vm.SecureBoot.LEFT_ALONE),
                        convert.orElse(false)
                                ? Vm.FirmwareConversion.ALLOWED
                                : Vm.FirmwareConversion.NEVER,
                        guest));
    }

    private static Optional<Placement> placement(Fields fields) {
        var where = fields.exactlyOne("server", "cluster");
        if (where.equals(Optional.of("cluster"))) {
            return fields.optional("cluster", VmSection::cluster);
        }
        return fields.optional("server", v -> v.nameIn("servers")).map(Placement.OnServer::new);
    }

    private static Optional<Placement> cluster(Value value) {
        var fields = value.fields("vcenter", "name");
        var vcenter = fields.flatMap(f -> f.required("vcenter", v -> v.nameIn("vcenters")));
        var name = fields.flatMap(f -> f.required("name", Value::text));
        return vcenter.isPresent() && name.isPresent()
                ? Optional.of(new Placement.InCluster(vcenter.get(), name.get()))
                : Optional.empty();
    }

    private static Optional<List<GpuWish>> gpus(Value value) {
        var items = value.items().orElse(List.of());
        var wishes = new ArrayList<GpuWish>();
        for (var item : items) {
            GpuSection.wish(item).ifPresent(wishes::add);
        }
        return wishes.isEmpty() || wishes.size() < items.size()
                ? Optional.empty()
                : Optional.of(wishes);
    }

    private static boolean fitTogether(Placement placement, List<GpuWish> gpus, Fields fields) {
        boolean fits =
                placement instanceof Placement.OnServer
                        || gpus.stream().allMatch(GpuWish.Dynamic.class::isInstance);
        if (!fits) {
            fields.get("gpus").ifPresent(v -> v.complain("spec.cluster-needs-dynamic"));
        }
        return fits;
    }
}
