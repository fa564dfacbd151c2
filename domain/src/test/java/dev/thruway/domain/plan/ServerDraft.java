package dev.thruway.domain.plan;

import dev.thruway.domain.observation.BiosSetting;
import dev.thruway.domain.observation.BmcGpu;
import dev.thruway.domain.observation.BmcObservation;
import dev.thruway.domain.observation.ClusterHost;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostCluster;
import dev.thruway.domain.observation.HostFunction;
import dev.thruway.domain.observation.HostObservation;
import dev.thruway.domain.observation.HostObservation.Holder;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.observation.HostUse;
import dev.thruway.domain.observation.HostUses;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.observation.PassthroughState;
import dev.thruway.domain.observation.RunningVm;
import dev.thruway.domain.observation.ServerObservation;
import dev.thruway.domain.observation.UnderVcenter;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.text.Phrase;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A server as a test changes it: what the file says of it, and what is seen of it.
final class ServerDraft {

    private static final Endpoint ENDPOINT =
            new Endpoint(
                    URI.create("https://192.0.2.10"),
                    "root",
                    new SecretRef.Env("PASSWORD"),
                    new Trust.Unstated());

    /// Whether the host can give a card another driver while it runs.
    static final Observed<Boolean> REBINDS = Observed.of(true);

    static final Observed<Boolean> NEEDS_REBOOT = Observed.of(false);

    static final HostFunction BOOT = function("0000:02:00.0", 0x0108, PassthroughState.OFF);
    static final HostFunction NIC = function("0000:82:00.0", 0x0200, PassthroughState.OFF);

    final String name;
    boolean hasBmc = true;
    boolean hasEsxi = true;
    final List<PassthroughWish> passthrough = new ArrayList<>();
    final SortedMap<String, String> gpuFirmware = new TreeMap<>();

    Optional<Phrase> bmcUnread = Optional.empty();
    Optional<Phrase> bmcGpusUnread = Optional.empty();
    Observed<List<BiosSetting>> bios =
            Observed.of(List.of(new BiosSetting("ProcAmdIoVt", "Enabled", "Enabled")));

    Optional<Phrase> hostUnread = Optional.empty();
    String uuid = "65f0c1a2-7d3e-9b14-88aa-5cba2c0f0385";
    Observed<Instant> bootTime = Observed.of(Instant.parse("2024-05-01T00:00:00Z"));
    boolean inMaintenanceMode;
    Observed<Boolean> rebinds = REBINDS;
    Observed<Boolean> setsLabels = Observed.of(true);
    final List<CardDraft> cards = new ArrayList<>();
    Optional<Observed<HostCluster>> cluster = Optional.empty();
    Optional<String> vcenter = Optional.empty();
    Optional<String> ownName = Optional.empty();
    PolicyOverride policy = PolicyOverride.NONE;
    final List<HostFunction> others = new ArrayList<>();
    Observed<HostUses> uses = Observed.of(uses(HostUses.Boot.FOUND));
    Observed<Optional<HostBefore>> before = Observed.of(Optional.empty());
    Observed<Optional<HostPending>> pending = Observed.of(Optional.empty());

    /// What its host is called. How wide its processor's physical addresses are.
    OptionalInt addressBits = OptionalInt.empty();

    String hostName = "esxi01.example.com";

    /// What it is to the cluster that it is in, where a test puts VMs into one.
    ClusterHost.Service service = ClusterHost.Service.IN_SERVICE;

    /// Whether the file has it among its servers.
    boolean inFile = true;

    Observed<ByteSize> unreserved = Observed.of(ByteSize.ofGib(768));
    final Set<String> without = new HashSet<>();

    ServerDraft(String name) {
        this.name = name;
    }

    static HostUses uses(HostUses.Boot boot) {
        var uses = new TreeMap<PciAddress, HostUse>();
        uses.put(BOOT.address(), new HostUse(HostUse.Kind.BOOT, "OSDATA-65f0c1a9"));
        uses.put(NIC.address(), new HostUse(HostUse.Kind.MANAGEMENT, "vmk0"));
        return new HostUses(uses, boot, HostUses.Vsan.NONE);
    }

    CardDraft card(String address) {
        var wanted = PciAddress.parse(address);
        return cards.stream().filter(c -> c.address.equals(wanted)).findFirst().orElseThrow();
    }

    /// `passthrough:` of the file.
    void offer(String model, int count) {
        passthrough.add(
                new PassthroughWish(new CardChoice.OfModel(model, count), Optional.empty()));
    }

    /// `passthrough:` of the file with a hardware label.
    void offer(String model, int count, String label) {
        passthrough.add(
                new PassthroughWish(new CardChoice.OfModel(model, count), Optional.of(label)));
    }

    /// `passthrough:` of the file with one card by its address.
    void offerAt(String address) {
        passthrough.add(
                new PassthroughWish(
                        new CardChoice.AtAddress(PciAddress.parse(address)), Optional.empty()));
    }

    Server spec() {
        return new Server(
                name,
                hasEsxi ? Optional.of(esxi()) : Optional.empty(),
                hasBmc ? Optional.of(new Bmc(ENDPOINT, Bmc.Auth.SESSION)) : Optional.empty(),
                passthrough,
                gpuFirmware,
                policy);
    }

    private Esxi esxi() {
        return vcenter.<Esxi>map(v -> new Esxi.UnderVcenter(v, hostName))
                .orElse(new Esxi.Standalone(ENDPOINT));
    }

    ClusterHost inCluster(List<RunningVm> running, SortedMap<PciAddress, Holder> holders) {
        return new ClusterHost(
                hostName, hostName, service, host(running, holders), unreserved, without);
    }

    ServerObservation seen(List<RunningVm> running, SortedMap<PciAddress, Holder> holders) {
        return new ServerObservation(
                name,
                hasBmc ? Optional.of(bmc()) : Optional.empty(),
                hasEsxi ? Optional.of(host(running, holders)) : Optional.empty(),
                vcenter.map(v -> new UnderVcenter(v, Observed.of(Optional.empty()), ownName)));
    }

    private Observed<BmcObservation> bmc() {
        if (bmcUnread.isPresent()) {
            return Observed.unknown(bmcUnread.get());
        }
        Observed<List<BmcGpu>> gpus =
                bmcGpusUnread
                        .<Observed<List<BmcGpu>>>map(Observed::unknown)
                        .orElseGet(() -> Observed.of(listed()));
        return Observed.of(
                new BmcObservation(
                        "HPE",
                        "ProLiant DL385 Gen11",
                        "CZ2D",
                        "iLO 6",
                        BmcObservation.Boot.NOT_IN_POST,
                        gpus,
                        bios));
    }

    private List<BmcGpu> listed() {
        return cards.stream()
                .filter(c -> c.listedBy != CardDraft.ListedBy.HOST_ONLY)
                .map(CardDraft::gpu)
                .toList();
    }

    private Observed<HostObservation> host(
            List<RunningVm> running, SortedMap<PciAddress, Holder> holders) {
        if (hostUnread.isPresent()) {
            return Observed.unknown(hostUnread.get());
        }
        var functions =
                Stream.concat(
                                Stream.concat(Stream.of(display(), BOOT, NIC), others.stream()),
                                cards.stream()
                                        .filter(c -> c.listedBy != CardDraft.ListedBy.BMC_ONLY)
                                        .flatMap(ServerDraft::functions))
                        .toList();
        return Observed.of(
                new HostObservation(
                        hostName,
                        "8.0.2",
                        uuid,
                        bootTime,
                        inMaintenanceMode,
                        rebinds,
                        setsLabels,
                        functions,
                        running,
                        holders,
                        cluster,
                        uses,
                        before,
                        pending,
                        addressBits));
    }

    private static Stream<HostFunction> functions(CardDraft card) {
        return Stream.concat(Stream.of(card.function()), card.audioFunction().stream());
    }

    /// A function that the host itself needs, or may need.
    static HostFunction function(String address, int classCode, PassthroughState state) {
        return new HostFunction(
                PciAddress.parse(address),
                new PciIds(0x1B4B, 0x2241, 0x1590, 0x02E7),
                classCode,
                "function " + address,
                Observed.of(Optional.empty()),
                OptionalInt.of(0),
                Observed.of(state),
                Optional.empty(),
                Optional.of(PciAddress.parse(address)),
                Optional.empty(),
                Optional.empty());
    }

    /// The BMC's own display, which every server has and nobody wants.
    private static HostFunction display() {
        return new HostFunction(
                PciAddress.parse("0000:01:00.1"),
                new PciIds(0x102B, 0x0538, 0x103C, 0x00E4),
                0x0300,
                "MGA G200eH3",
                Observed.of(Optional.empty()),
                OptionalInt.of(0),
                Observed.unknown(Phrase.of("unread.not-said")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
