package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.knowledge.GpuEntry.Ability;
import dev.thruway.knowledge.data.DataNode;
import dev.thruway.knowledge.data.Fact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every entry of the catalog must be, whoever adds it.
class CatalogFactsTest {

    private static final GpuCatalog CATALOG = GpuCatalog.builtIn();
    private static final Map<String, String> VENDOR_IDS =
            Map.of("NVIDIA", "10de:", "AMD", "1002:", "Intel", "8086:");

    /// Of every architecture from Pascal on, and of the other makers.
    private static final Map<String, Integer> AT_LEAST =
            Map.of("Pascal", 5, "Volta", 3, "Turing", 5, "Ampere", 15, "Ada", 10, "Hopper", 6);

    static List<GpuEntry> entries() {
        return CATALOG.entries();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyFactHasASourceThatIsListed(GpuEntry entry) {
        var root = DataNode.ofResource(ProductKnowledge.class, "gpus.yaml");
        assertThat(facts(entry))
                .allSatisfy(f -> {
                    assertThat(root.sources()).containsValue(f.source());
                    assertThat(f.source()).hasSizeGreaterThan(15);
                });
    }

    private static List<Fact<?>> facts(GpuEntry entry) {
        return Stream.of(
                        Stream.of(entry.architecture(), entry.ids(), entry.memory()),
                        entry.bars().stream(),
                        entry.functions().stream(),
                        entry.sriov().stream(),
                        entry.vgpu().stream(),
                        entry.driverFrom().stream(),
                        entry.window().stream(),
                        entry.generation().openFrom().stream(),
                        entry.generation().proprietaryFrom().stream(),
                        entry.generation().proprietaryUntil().stream())
                .<Fact<?>>flatMap(s -> s)
                .toList();
    }

    @Test
    void everyListedSourceIsUsed() {
        var used = entries().stream().flatMap(e -> facts(e).stream()).map(Fact::source).toList();
        var root = DataNode.ofResource(ProductKnowledge.class, "gpus.yaml");
        assertThat(used).containsAll(root.sources().values());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theIdsAreThoseOfItsMaker(GpuEntry entry) {
        var prefix = VENDOR_IDS.get(entry.generation().vendor());
        assertThat(prefix).as(entry.generation().vendor()).isNotNull();
        assertThat(entry.model().ids()).allMatch(ids -> ids.startsWith(prefix));
    }

    /// Where two boards share vendor and device, each is told by its subsystem ids, except one that
    /// stands for all others.
    @Test
    void boardsThatShareIdsAreToldApart() {
        var byDevice = new HashMap<String, String>();
        for (var entry : entries()) {
            for (var ids : entry.model().ids()) {
                var four = ids.length() == 9 ? ids + " 10de:0000" : ids;
                var numbers =
                        Stream.of(four.split("[: ]")).map(h -> Integer.parseInt(h, 16)).toList();
                var pci =
                        new PciIds(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
                assertThat(CATALOG.byIds(pci)).as(ids).contains(entry.model());
                assertThat(byDevice.put(ids, entry.model().name())).as(ids).isNull();
            }
        }
        assertThat(CATALOG.byIds(new PciIds(0x10de, 0x2bb3, 0x10de, 0x204d)))
                .contains(CATALOG.named("RTX-PRO-5000-48GB").getFirst().model());
        assertThat(CATALOG.byIds(new PciIds(0x10de, 0x2bb3, 0x1028, 0x227a)))
                .contains(CATALOG.named("RTX-PRO-5000-72GB").getFirst().model());
        assertThat(CATALOG.byIds(new PciIds(0x10de, 0x2bb3, 0x10de, 0x0001))).isEmpty();
        assertThat(CATALOG.byIds(new PciIds(0x10de, 0x1e30, 0x103c, 0x129e)))
                .contains(CATALOG.named("Quadro-RTX-8000").getFirst().model());
        assertThat(CATALOG.byIds(new PciIds(0x10de, 0x1e30, 0x103c, 0x0001)))
                .contains(CATALOG.named("Quadro-RTX-6000").getFirst().model());
    }

    /// The large BAR is the memory rounded up to a power of two, or one that the board makes small:
    /// what the framebuffer rule is safe with.
    @ParameterizedTest
    @MethodSource("entries")
    void theBarsFitTheMemory(GpuEntry entry) {
        if (entry.bars().isEmpty()) {
            return;
        }
        var bars = entry.bars().get().is();
        var largest = bars.stream().map(Bar::size).max(ByteSize::compareTo).orElseThrow();
        long up = Long.highestOneBit(entry.model().memory().bytes() - 1) * 2;
        assertThat(largest.bytes()).isIn(up, ByteSize.ofMib(256).bytes());
        assertThat(bars.stream().filter(b -> b.size().bytes() < largest.bytes()))
                .allMatch(b -> b.size().compareTo(ByteSize.ofMib(64)) <= 0);
        assertThat(bars.stream().filter(b -> b.width() == Bar.Width.BITS_32))
                .allMatch(b -> b.size().compareTo(ByteSize.ofMib(32)) <= 0);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theMemoryIsOneThatABoardCanHave(GpuEntry entry) {
        var gib = entry.model().memory().bytes() >> 30;
        assertThat(ByteSize.ofGib(gib)).isEqualTo(entry.model().memory());
        assertThat(gib).isBetween(4L, 512L);
        var named = entry.model().name().replaceFirst("^.*-(\\d+)GB$", "$1");
        if (named.matches("\\d+")) {
            assertThat(Long.parseLong(named)).isEqualTo(gib);
        }
    }

    @ParameterizedTest
    @MethodSource("entries")
    void theDriversAreThoseOfItsArchitecture(GpuEntry entry) {
        var drivers = entry.model().drivers();
        boolean nvidia = entry.generation().vendor().equals("NVIDIA");
        assertThat(entry.model().sizingOnly()).isEqualTo(!nvidia);
        if (!nvidia) {
            assertThat(entry.driverFrom()).isEmpty();
            return;
        }
        switch (entry.model().architecture()) {
            case "Pascal", "Volta" -> {
                assertThat(drivers.open()).isEmpty();
                assertThat(drivers.runs(Flavour.PROPRIETARY, 580)).isTrue();
                assertThat(drivers.runs(Flavour.PROPRIETARY, 581)).isFalse();
            }
            case "Blackwell" -> assertThat(drivers.proprietary()).isEmpty();
            default -> {
                assertThat(drivers.runs(Flavour.OPEN, 580)).isTrue();
                assertThat(drivers.runs(Flavour.PROPRIETARY, 580)).isTrue();
            }
        }
    }

    /// No board of which vGPUs are said to be virtual functions is said to have none.
    @ParameterizedTest
    @MethodSource("entries")
    void theAbilitiesDoNotContradict(GpuEntry entry) {
        boolean old = List.of("Pascal", "Volta").contains(entry.model().architecture());
        if (old) {
            assertThat(entry.sriov().map(Fact::is)).isNotEqualTo(Optional.of(Ability.YES));
        }
        entry.functions().ifPresent(f -> assertThat(f.is()).doesNotHaveDuplicates());
    }

    @Test
    void theCatalogIsAsWideAsItsReadersNeed() {
        assertThat(entries()).hasSizeGreaterThanOrEqualTo(75);
        AT_LEAST.forEach((architecture, count) ->
                assertThat(entries())
                        .filteredOn(e -> e.model().architecture().equals(architecture))
                        .as(architecture)
                        .hasSizeGreaterThanOrEqualTo(count));
        for (var vendor : VENDOR_IDS.keySet()) {
            assertThat(entries()).anyMatch(e -> e.generation().vendor().equals(vendor));
        }
    }

    @Test
    void findsBoardsByTheirPciIds() {
        assertThat(names("10de:26b9")).containsExactly("L40S");
        assertThat(names("10DE:26B9")).containsExactly("L40S");
        assertThat(names("10de:26b9 10de:1851")).containsExactly("L40S");
        assertThat(names("10de:25b6")).containsExactly("A2", "A16");
        assertThat(names("10de:25b6 10de:157e")).containsExactly("A2");
        assertThat(names("10de:25b6 10de:ffff")).containsExactly("A16");
        assertThat(names("10de:ffff")).isEmpty();
        assertThat(names("26b9")).isEmpty();
    }

    private static List<String> names(String ids) {
        return CATALOG.withIds(ids).stream().map(e -> e.model().name()).toList();
    }
}
