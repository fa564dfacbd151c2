package dev.thruway.cli.capture;

import dev.thruway.cli.capture.Names.Kind;
import dev.thruway.domain.Knowledge;
import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.plan.Card;
import dev.thruway.domain.plan.CardInventory;
import dev.thruway.engine.capture.CapturedServer;
import dev.thruway.engine.capture.CapturedServer.Silicon;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One server of a scenario, but for its VMs.
final class ServerTree {

    private static final Pattern USUAL_SLOT = Pattern.compile("PCI-E Slot (\\d{1,3})");

    /// PCI classes of cards, by their first byte: storage, network, display, serial bus,
    /// accelerator.
    private static final List<Integer> CARDS = List.of(0x01, 0x02, 0x03, 0x0C, 0x12);

    private static final Silicon NOTHING_MORE =
            new Silicon("", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private final CapturedServer server;
    private final Names names;
    private final Optional<BmcObservation> bmc;
    private final Map<PciAddress, Card> cards;
    private final TreeSet<String> unread;

    ServerTree(CapturedServer server, Names names, Knowledge knowledge) {
        this.server = server;
        this.names = names;
        this.bmc = bmc(server);
        this.cards =
                CardInventory.of(
                                new ServerObservation(
                                        server.name(),
                                        bmc.map(Observed::of),
                                        Optional.of(Observed.of(server.host())),
                                        Optional.empty()),
                                knowledge)
                        .stream()
                        .collect(
                                Collectors.toMap(c -> c.function().address(), Function.identity()));
        this.unread = new TreeSet<>(server.unread());
    }

    /// What its BMC says, where it is one that the lab can be: HPE's.
    static Optional<BmcObservation> bmc(CapturedServer server) {
        return server.bmc().flatMap(Observed::known).filter(b -> b.vendor().equals("HPE"));
    }

    /// @param own the datastore on its own disks
    /// @param vms those on it
    Tree of(Optional<Tree> own, Tree vms) {
        var pci = server.host().functions().stream().map(this::function).toList();
        var gpus = cards.values().stream().map(this::gpu).toList();
        var ordered =
                gpus.stream()
                        .sorted((a, b) -> text(a, "address").compareTo(text(b, "address")))
                        .toList();
        var esxi = esxi(own);
        var tree = new Tree().with("chassis", chassis());
        if (bmc.isEmpty()) {
            tree.with("bmc", "no");
        }
        return tree.with("bios", bios())
                .with("pci", pci)
                .with("gpus", ordered)
                .with("esxi", esxi)
                .with("vms", vms)
                .with("unread", List.copyOf(unread));
    }

    private static String text(Tree tree, String key) {
        return String.valueOf(tree.fields().get(key));
    }

    private Tree chassis() {
        var plates = server.plates();
        var tree =
                new Tree()
                        .with("manufacturer", plates.manufacturer())
                        .with("model", plates.model())
                        .with("serial", plates.serial().map(s -> names.of(Kind.SERIAL, s)))
                        .with("uuid", plates.uuid().map(u -> names.of(Kind.UUID, u)))
                        .with("biosFamily", plates.bios());
        plates.processors()
                .ifPresent(p ->
                        tree.with(
                                "processors",
                                new Tree()
                                        .with("model", p.model())
                                        .with("packages", p.packages())
                                        .with("cores", p.cores())
                                        .with("threads", p.threads())
                                        .with("mhz", p.mhz())));
        if (plates.memory().isEmpty()) {
            unread.add("hardware.memorySize");
        }
        return tree.with("memory", Sizes.ofBytes(plates.memory().orElse(0L)));
    }

    private Tree bios() {
        var tree = new Tree();
        settings().forEach(s -> tree.with(s.attribute(), s.value()));
        return tree;
    }

    private List<BiosSetting> settings() {
        return bmc.flatMap(b -> b.bios().known()).orElse(List.of());
    }

    /// Whether the BIOS keeps passthrough off: no device is capable of it then, and none says
    /// whether it is by itself.
    private boolean biosForbidsIt() {
        return settings().stream().anyMatch(s -> !s.right())
                && server.host().functions().stream()
                        .flatMap(f -> f.passthrough().known().stream())
                        .allMatch(state -> state == PassthroughState.INCAPABLE);
    }

    private Tree esxi(Optional<Tree> own) {
        var host = server.host();
        var tree =
                new Tree()
                        .with("name", names.of(Kind.HOST, host.name()))
                        .with(
                                "systemId",
                                Optional.of(host.uuid())
                                        .filter(u -> !u.isEmpty())
                                        .map(u -> names.of(Kind.UUID, u)))
                        .with("version", host.version())
                        .with("build", server.plates().build())
                        .with("apiVersion", server.plates().apiVersion())
                        .with(
                                "rebind",
                                known(
                                        "rebind",
                                        host.rebindWithoutReboot()
                                                .map(live -> live ? "live" : "afterReboot")))
                        .with("licence", server.free() ? Optional.of("free") : Optional.empty())
                        .with("lockdown", lockdown())
                        .with("maintenance", host.inMaintenanceMode())
                        .with("managementSwitch", distributed(HostUse.Kind.MANAGEMENT))
                        .with("uplinkSwitch", distributed(HostUse.Kind.UPLINK));
        known("uses", host.uses());
        known("notes", server.notes());
        return tree.with("datastore", own).with("hidden", hidden());
    }

    /// The first one whose uplinks are used so; a copy has no other.
    private Optional<Tree> distributed(HostUse.Kind use) {
        return server.switches().stream()
                .filter(s -> s.uplinks().stream().anyMatch(a -> isUsed(a, use)))
                .findFirst()
                .map(s ->
                        new Tree()
                                .with("distributed", names.of(Kind.NETWORK, s.name()))
                                .with("uuid", names.of(Kind.UUID, s.uuid())));
    }

    private boolean isUsed(PciAddress card, HostUse.Kind use) {
        return server.host()
                .uses()
                .known()
                .flatMap(uses -> uses.of(card))
                .filter(u -> u.kind() == use)
                .isPresent();
    }

    /// What its copy is to hide too.
    private List<String> hidden() {
        return Stream.of("uses", "slots", "rebind").filter(unread::contains).toList();
    }

    private <T> Optional<T> known(String what, Observed<T> observed) {
        if (observed.known().isEmpty()) {
            unread.add(what);
        }
        return observed.known();
    }

    private Optional<String> lockdown() {
        if (server.lockdown().isEmpty()) {
            unread.add("config.lockdownMode");
        }
        return server.lockdown()
                .flatMap(mode ->
                        switch (mode) {
                            case "lockdownNormal" -> Optional.of("normal");
                            case "lockdownStrict" -> Optional.of("strict");
                            default -> Optional.empty();
                        });
    }

    private Tree function(HostFunction f) {
        var more = server.more().getOrDefault(f.address(), NOTHING_MORE);
        var card = Optional.ofNullable(cards.get(f.address()));
        int code = f.classCode() << 8 | more.programming().orElse(0);
        var tree =
                new Tree()
                        .with("address", f.address().toString())
                        .with("ids", ids(f.ids()))
                        .with("class", "%06x".formatted(code))
                        .with("revision", more.revision().filter(r -> r > 0).map("%02x"::formatted))
                        .with("vendor", more.vendor())
                        .with("device", f.name())
                        .with(
                                "parent",
                                more.parent().filter(p -> PciAddress.tryParse(p).isPresent()))
                        .with("numa", f.numaNode());
        slot(tree, f, card);
        tree.with("vmkernel", more.vmkernel());
        role(tree, f);
        passthrough(tree, f);
        tree.with("label", f.label().map(l -> names.of(Kind.LABEL, l)))
                .with(
                        "dependsOn",
                        f.dependent()
                                .filter(d -> !d.equals(f.address()))
                                .filter(d ->
                                        server.host()
                                                .function(d)
                                                .filter(o -> !o.isBridge())
                                                .isPresent())
                                .map(PciAddress::toString));
        card.flatMap(Card::model)
                .map(model -> model.bars().stream().map(ServerTree::bar).toList())
                .filter(bars -> !bars.isEmpty())
                .ifPresent(bars -> tree.with("bars", bars).with("barsFrom", "catalog"));
        return tree;
    }

    private static String ids(PciIds ids) {
        return "%04x:%04x %04x:%04x"
                .formatted(
                        ids.vendor(), ids.device(), ids.subsystemVendor(), ids.subsystemDevice());
    }

    private static String bar(Bar bar) {
        return "%d %s %s%s"
                .formatted(
                        bar.index(),
                        Sizes.ofBytes(bar.size().bytes()),
                        bar.width() == Bar.Width.BITS_64 ? "64bit" : "32bit",
                        bar.prefetchable() ? " prefetchable" : "");
    }

    /// As the host has it, else as the BMC has it. Where the host gives the number alone, the lab
    /// shall do the same.
    private void slot(Tree tree, HostFunction f, Optional<Card> card) {
        var said = known("slots", f.slot()).flatMap(s -> s);
        var usual = said.map(USUAL_SLOT::matcher).filter(m -> m.matches()).map(m -> m.group(1));
        if (usual.isPresent()) {
            tree.with("slot", usual.map(Integer::valueOf));
        } else if (said.filter(s -> s.matches("\\d{1,9}")).isPresent()) {
            tree.with("slot", said.map(Integer::valueOf)).with("slotName", "");
        } else {
            tree.with(
                            "slot",
                            card.flatMap(Card::bmc)
                                    .flatMap(BmcGpu::slot)
                                    .flatMap(ServerTree::number))
                    .with("slotName", said);
        }
    }

    private static Optional<Integer> number(String slot) {
        var digits = slot.replaceAll("\\D+", "");
        return digits.matches("\\d{1,3}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }

    private void role(Tree tree, HostFunction f) {
        var use = server.host().uses().known().flatMap(u -> u.of(f.address())).map(HostUse::kind);
        boolean incapable =
                f.passthrough().known().filter(s -> s == PassthroughState.INCAPABLE).isPresent()
                        && !f.isBridge()
                        && !biosForbidsIt();
        if (use.isPresent()) {
            tree.with("role", word(use.get()));
            if (incapable) {
                tree.with("offered", "no");
            }
        } else if (f.isDisplay() && !cards.containsKey(f.address())) {
            tree.with("role", "bmc");
            if (incapable) {
                tree.with("offered", "no");
            }
        } else if (incapable) {
            boolean isCard = CARDS.contains(f.classCode() >> 8);
            tree.with(isCard ? "offered" : "role", isCard ? "no" : "platform");
        }
    }

    private static String word(HostUse.Kind kind) {
        return switch (kind) {
            case BOOT -> "boot";
            case MANAGEMENT -> "network";
            case STORAGE -> "storage";
            case UPLINK -> "uplink";
        };
    }

    private void passthrough(Tree tree, HostFunction f) {
        if (f.passthrough().known().isEmpty()) {
            tree.with("offered", "unsaid");
        }
        known("passthrough", f.passthrough())
                .ifPresent(state -> {
                    switch (state) {
                        case ACTIVE -> tree.with("passthrough", "on");
                        case ENABLED_NOT_ACTIVE -> tree.with("passthrough", "on-after-reboot");
                        case DISABLED_STILL_ACTIVE -> tree.with("passthrough", "off-after-reboot");
                        case OTHER -> unread.add(f.address() + " mode " + f.mode().orElse("?"));
                        case OFF, INCAPABLE, VGPU -> {}
                    }
                });
    }

    private Tree gpu(Card card) {
        var f = card.function();
        var bmcGpu = card.bmc();
        boolean shared =
                f.passthrough().known().filter(s -> s == PassthroughState.VGPU).isPresent();
        var memory = card.model().map(m -> Sizes.ofBytes(m.memory().bytes()));
        return new Tree()
                .with("address", f.address().toString())
                .with("name", bmcGpu.map(BmcGpu::name).orElse(f.name()))
                .with("serial", bmcGpu.flatMap(BmcGpu::serial).map(s -> names.of(Kind.SERIAL, s)))
                .with("partNumber", bmcGpu.flatMap(BmcGpu::partNumber))
                .with("vbios", bmcGpu.flatMap(BmcGpu::vbios))
                .with("health", bmcGpu.flatMap(BmcGpu::health).filter(h -> !h.equals("OK")))
                .with("framebuffer", memory)
                .with("framebufferFrom", memory.map(_ -> "catalog"))
                .with("graphics", shared ? Optional.of("sharedDirect") : Optional.empty());
    }

    /// What could not be read; after [#of].
    List<String> unread() {
        return new ArrayList<>(unread);
    }
}
