package dev.thruway.cli.gpus;

import dev.thruway.cli.output.Document;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.CardInventory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// One GPU: what its host says of it, what its BMC does, or both. A field that neither says is
/// empty; one that could not be read is named in `unknown`.
///
/// @param passthrough empty where no host was asked
record GpuRow(
        Optional<UnderVcenter> under,
        String server,
        Optional<String> slot,
        Optional<PciAddress> address,
        Optional<PciIds> ids,
        String model,
        OptionalInt node,
        Optional<PassthroughState> passthrough,
        Optional<String> label,
        Optional<Holder> holder,
        Optional<BmcGpu> bmc,
        List<String> sources,
        List<String> unknown) {

    /// The GPUs of one server: those of its host in slot order, then those that only the BMC lists.
    static List<GpuRow> of(ServerObservation server, Knowledge knowledge) {
        var rows = new ArrayList<GpuRow>();
        CardInventory.of(server, knowledge).forEach(card -> rows.add(of(server, card)));
        CardInventory.onlyInBmc(server, knowledge)
                .forEach(gpu -> rows.add(of(server, gpu, knowledge)));
        return rows;
    }

    private static GpuRow of(ServerObservation server, Card card) {
        var function = card.function();
        var unknown = new ArrayList<String>();
        if (function.slot() instanceof Observed.Unknown<?> && card.slot().isEmpty()) {
            unknown.add("slot");
        }
        if (function.passthrough() instanceof Observed.Unknown<?>) {
            unknown.add("passthrough");
        }
        if (card.bmc().isEmpty()) {
            unknown.addAll(List.of("serial", "partNumber", "vbios", "health"));
        }
        return new GpuRow(
                server.under(),
                server.name(),
                card.slot(),
                Optional.of(function.address()),
                Optional.of(function.ids()),
                card.name(),
                function.numaNode(),
                function.passthrough().known(),
                function.label(),
                server.host()
                        .flatMap(Observed::known)
                        .map(host -> host.holders().get(function.address())),
                card.bmc(),
                card.bmc().isPresent() ? List.of("bmc", "esxi") : List.of("esxi"),
                unknown);
    }

    private static GpuRow of(ServerObservation server, BmcGpu gpu, Knowledge knowledge) {
        var unknown = new ArrayList<>(List.of("numaNode", "passthrough", "label", "vm"));
        if (server.under().filter(u -> u.cluster().whyUnknown().isPresent()).isPresent()) {
            unknown.add("cluster");
        }
        if (gpu.address().isEmpty()) {
            unknown.add("address");
        }
        if (gpu.ids().isEmpty()) {
            unknown.add("pciId");
        }
        return new GpuRow(
                server.under(),
                server.name(),
                gpu.slot(),
                gpu.address(),
                gpu.ids(),
                gpu.ids().flatMap(knowledge::gpu).map(GpuModel::name).orElse(gpu.name()),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(gpu),
                List.of("bmc"),
                unknown);
    }

    /// The columns of the table: `-` for none, `?` for what could not be read.
    List<String> cells() {
        return List.of(
                server,
                slot.orElse(missing("slot")),
                address.map(PciAddress::toString).orElse(missing("address")),
                model,
                node.isPresent() ? Integer.toString(node.getAsInt()) : missing("numaNode"),
                passthrough.map(PassthroughState::word).orElse(missing("passthrough")),
                holder.map(Holder::vm).orElse(missing("vm")),
                holder.map(h -> h.power().word()).orElse(missing("vm")));
    }

    private Optional<String> vcenter() {
        return under.map(UnderVcenter::vcenter);
    }

    private Optional<String> cluster() {
        return under.flatMap(u -> u.cluster().known()).flatMap(name -> name);
    }

    private String missing(String field) {
        return unknown.contains(field) ? "?" : "-";
    }

    /// Whether its host was read.
    boolean ofHost() {
        return sources.contains("esxi");
    }

    /// The further columns of the wide table.
    List<String> wideCells() {
        return List.of(
                vcenter().orElse("-"),
                cluster().orElse(missing("cluster")),
                ids.map(PciIds::vendorDevice).orElse("-"),
                label.orElse("-"),
                bmc.flatMap(BmcGpu::serial).orElse("-"),
                bmc.flatMap(BmcGpu::vbios).orElse("-"),
                bmc.flatMap(BmcGpu::health).orElse("-"));
    }

    /// The columns of a file of comma-separated values; nothing where there is nothing.
    List<String> values() {
        return List.of(
                vcenter().orElse(""),
                cluster().orElse(""),
                server,
                slot.orElse(""),
                address.map(PciAddress::toString).orElse(""),
                ids.map(PciIds::vendorDevice).orElse(""),
                model,
                node.isPresent() ? Integer.toString(node.getAsInt()) : "",
                passthrough.map(PassthroughState::word).orElse(""),
                label.orElse(""),
                holder.map(Holder::vm).orElse(""),
                holder.map(h -> h.power().word()).orElse(""),
                bmc.flatMap(BmcGpu::serial).orElse(""));
    }

    Document document() {
        return Document.part()
                .with("vcenter", vcenter())
                .with("cluster", cluster())
                .with("server", server)
                .with("slot", slot)
                .with("address", address)
                .with("pciId", ids.map(PciIds::vendorDevice))
                .with("model", model)
                .with("numaNode", node)
                .with("passthrough", passthrough.map(PassthroughState::word))
                .with("label", label)
                .with("vm", holder.map(Holder::vm))
                .with("vmPowerState", holder.map(h -> h.power().word()))
                .with("serial", bmc.flatMap(BmcGpu::serial))
                .with("partNumber", bmc.flatMap(BmcGpu::partNumber))
                .with("vbios", bmc.flatMap(BmcGpu::vbios))
                .with("health", bmc.flatMap(BmcGpu::health))
                .with("sources", sources)
                .with("unknown", unknown);
    }
}
