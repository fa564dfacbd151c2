package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.words.BundleRules;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuCatalogTest {

    private static final GpuCatalog CATALOG = GpuCatalog.builtIn();
    private static final ProductKnowledge KNOWLEDGE = ProductKnowledge.builtIn();

    private static final String ONE_GOOD_ENTRY =
            """
            # A catalog.
            sources:
              here: "some page"
              elsewhere: "another page"
            architectures:
              - name: Ada
                vendor: NVIDIA
                open-from: {is: 525, from: here, sure: documented}
            gpus:
              - name: X1
                boards: [Board X1]
                architecture: {is: Ada, from: here, sure: documented}
                ids: {is: ["10de:0001"], from: here, sure: documented}
                memory: {is: 8 GiB, from: here, sure: measured}
                bars: {is: [1 8G 64-bit pref], from: here, sure: derived}
            """;

    @Test
    void knowsTheCardsOfTheReferenceServer() {
        var l40s = KNOWLEDGE.gpu(PciIds.ofSigned(0x10de, 0x26b9, 0x10de, 0x1851)).orElseThrow();
        assertThat(l40s.name()).isEqualTo("L40S");
        assertThat(l40s.memory()).isEqualTo(ByteSize.ofGib(48));
        assertThat(l40s.architecture()).isEqualTo("Ada");
        assertThat(l40s.bars())
                .containsExactly(
                        new Bar(0, ByteSize.ofMib(16), Bar.Width.BITS_32, false),
                        new Bar(1, ByteSize.ofGib(64), Bar.Width.BITS_64, true),
                        new Bar(3, ByteSize.ofMib(32), Bar.Width.BITS_64, true));
    }

    @Test
    void tellsBoardsApartThatShareVendorAndDevice() {
        assertThat(KNOWLEDGE.gpu(new PciIds(0x10de, 0x25b6, 0x10de, 0x157e)))
                .map(GpuModel::name)
                .contains("A2");
        assertThat(KNOWLEDGE.gpu(new PciIds(0x10de, 0x25b6, 0x10de, 0x14a9)))
                .map(GpuModel::name)
                .contains("A16");
    }

    @Test
    void doesNotTakeABridgeChipForAGpu() {
        assertThat(KNOWLEDGE.gpu(new PciIds(0x10de, 0x22a3, 0x10de, 0))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "L40S, L40S",
        "l40s, L40S",
        "L40S-48GB, L40S",
        "nvidia l40s, L40S",
        "L40, L40",
        "T4-16GB, T4",
        "A100-40GB, A100-40GB",
        "A100_40gb, A100-40GB",
        "AMD Instinct MI210, MI210",
        "Instinct MI300X, MI300X",
        "Intel Data Center GPU Max 1550, Max-1550",
        "RTX-PRO-5000-72GB, RTX-PRO-5000-72GB",
        "P100-12GB, P100-12GB",
        "NVIDIA A100-SXM4-80GB, A100-80GB",
        "A100 80GB PCIe, A100-80GB",
        "H100-80GB, H100-80GB",
        "H100 PCIe, H100-80GB",
        "H100-94GB, H100-NVL",
        "H200 NVL, H200",
        "Tesla V100-PCIE-16GB, V100-16GB",
        "RTX 6000 Ada Generation, RTX-6000-Ada"
    })
    void findsABoardByEachOfItsNames(String typed, String name) {
        assertThat(KNOWLEDGE.gpusNamed(typed)).map(GpuModel::name).containsExactly(name);
    }

    @Test
    void findsEveryBoardOfAFamily() {
        assertThat(KNOWLEDGE.gpusNamed("A100"))
                .map(GpuModel::name)
                .containsExactly("A100-40GB", "A100-80GB");
        assertThat(KNOWLEDGE.gpusNamed("h100"))
                .map(GpuModel::name)
                .containsExactly("H100-80GB", "H100-NVL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "nvidia", "tesla", "-", "A", "H1000"})
    void findsNothingForWhatIsNoName(String typed) {
        assertThat(KNOWLEDGE.gpusNamed(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"A100-64GB, A100-40GB", "L40Z, L40", "H10O, H100", "V100-61GB, V100-16GB"})
    void namesTheNearestOfAWrongName(String typed, String nearest) {
        assertThat(KNOWLEDGE.nearestNames(typed)).contains(nearest);
    }

    /// What administrators type, and what they copy from a datasheet or from lspci.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A100-64GB          | A100-SXM-64GB, A100-40GB, A100-80GB",
                "A100-SXM           | A100-40GB, A100-80GB, A100-SXM-64GB",
                "A100 SXM 80 GB     | A100-80GB, A100-40GB, A100-SXM-64GB",
                "80GB A100          | A100-80GB, A100-40GB, A100-SXM-64GB",
                "A100-80            | A100-80GB, A100-40GB, A100-SXM-64GB",
                "H100 SXM           | H100-SXM5-64GB, H100-SXM5-94GB, H100-SXM5-96GB, H100-80GB",
                "H100-SXM5-80GB     | H100-80GB, H100-SXM5-64GB, H100-SXM5-94GB, H100-SXM5-96GB",
                "H100SXM 94         | H100-NVL, H100-SXM5-94GB, H100-80GB, H100-SXM5-64GB",
                "RTX 6000           | Quadro-RTX-6000, RTX-6000-Ada, RTX-PRO-6000",
                "6000 Ada           | RTX-6000-Ada, Quadro-RTX-6000, RTX-PRO-6000",
                "A6000              | RTX-A6000, Quadro-RTX-6000, RTX-6000-Ada, RTX-PRO-6000",
                "Tesla V100 SXM2    | V100-16GB, V100-32GB, V100-SXM3-32GB",
                "AD102GL [L40S]     | L40S",
                "Ｌ４０Ｓ             | L40S, L40G, L40",
                "Flex170G           | Flex-170, Flex-140",
                "MI300              | MI100, MI300X, MI350X"
            })
    void namesWhatWasMeantTheNearestFirst(String typed, String nearest) {
        assertThat(String.join(", ", KNOWLEDGE.nearestNames(typed))).isEqualTo(nearest);
    }

    @Test
    void namesNothingForWhatIsFarFromAllAndForAnEndlessName() {
        assertThat(KNOWLEDGE.nearestNames("frobnicator")).isEmpty();
        assertThat(KNOWLEDGE.nearestNames("NVIDIA Corporation")).isEmpty();
        assertThat(KNOWLEDGE.nearestNames("A100 ".repeat(200_000))).isEmpty();
    }

    /// It is one board's name, and what people call two others.
    @Test
    void doesNotTakeWhatPeopleCallOtherBoardsForARareOne() {
        assertThat(KNOWLEDGE.gpusNamed("A100-SXM")).isEmpty();
        assertThat(KNOWLEDGE.gpusNamed("H100-SXM5")).isEmpty();
    }

    @Test
    void everyNameFindsItsBoardAndEveryIdIsUnique() {
        for (var entry : CATALOG.entries()) {
            assertThat(CATALOG.named(entry.model().name())).containsExactly(entry);
            assertThat(CATALOG.named(entry.model().family())).contains(entry);
            for (var board : entry.model().boards()) {
                assertThat(CATALOG.named(board)).as(board).contains(entry);
            }
        }
        assertThat(CATALOG.entries()).hasSizeGreaterThanOrEqualTo(60);
    }

    /// An entry is read when its text may have the name: no name may be missed by that.
    @Test
    void everyNameFindsTheSameWhereverItIsWritten() {
        for (var name : CATALOG.names()) {
            var plain = plain(name);
            var expected =
                    CATALOG.entries().stream()
                            .filter(e -> plain(e.model().name()).equals(plain))
                            .toList();
            if (expected.isEmpty()) {
                expected =
                        CATALOG.entries().stream()
                                .filter(e -> allNames(e.model()).contains(plain))
                                .toList();
            }
            assertThat(CATALOG.named(name)).as(name).isNotEmpty().isEqualTo(expected);
        }
    }

    private static List<String> allNames(GpuModel model) {
        var names = new ArrayList<>(model.boards());
        names.add(model.family());
        names.add(model.family() + (model.memory().bytes() >> 30) + "GB");
        return names.stream().map(GpuCatalogTest::plain).toList();
    }

    private static String plain(String name) {
        return GpuFile.plain(name).replaceFirst("^(nvidia|tesla)(?=.)", "");
    }

    @Test
    void everyNoteHasWordsInBothLanguages() {
        assertThat(BundleRules.violations(ProductKnowledge.class)).isEmpty();
        var words = Words.of(Language.EN, ProductKnowledge.class);
        for (var entry : CATALOG.entries()) {
            entry.note().ifPresent(n -> assertThat(words.say(n.key(), n.args())).isNotBlank());
        }
    }

    @Test
    void readsAGoodEntry() {
        assertThat(read(ONE_GOOD_ENTRY).entries())
                .singleElement()
                .satisfies(e -> assertThat(e.memory().source()).isEqualTo("some page"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "from: here, sure: measured | sure: measured | data.missing-field {field=from}",
                "from: here, sure: measured | from: '', sure: measured | data.no-source",
                "from: here, sure: measured | from: there, sure: measured | data.no-source"
                        + " {source=there}",
                "sure: derived | sure: perhaps | data.not-one-of {known=measured, documented",
                "sure: derived | derived: true | data.unknown-field",
                "some page | \" \" | data.blank-source {source=here}",
                "boards: | bords: | data.unknown-field-near {field=bords, near=boards}",
                "8G 64-bit pref | 8GB | data.not-a-bar",
                "1 8G 64-bit pref | 1 7G 64-bit pref | data.not-a-bar",
                "1 8G 64-bit pref | 5 8G 64-bit pref | data.not-a-bar",
                "1 8G 64-bit pref] | 1 8G 64-bit pref, 2 1M 32-bit] | data.not-a-bar",
                "8 GiB | 8 gigs | data.not-a-size",
                "8 GiB | 0 GiB | data.not-a-size",
                "10de:0001 | 10DE:1 | data.not-ids",
                "[Board X1] | [] | data.empty-list",
                "is: Ada | is: Pascal | data.unknown-architecture",
                "is: 525 | is: many | data.not-a-number",
                "vendor: NVIDIA | vendor: AMD | data.driver-not-nvidia"
            })
    void refusesAnEntryThatIsNotWholeOrHasNoSource(String right, String wrong, String complaint) {
        assertThat(ONE_GOOD_ENTRY).contains(right);
        var bad = ONE_GOOD_ENTRY.replace(right, wrong);
        assertThatThrownBy(() -> read(bad).entries()).hasMessageContaining(complaint);
    }

    @Test
    void refusesTwoBoardsWithTheSameIds() {
        var twice =
                ONE_GOOD_ENTRY + ONE_GOOD_ENTRY.substring(ONE_GOOD_ENTRY.lastIndexOf("  - name"));
        assertThatThrownBy(() -> read(twice.replaceFirst("X1", "X0")).entries())
                .hasMessageContaining("10de:0001 is both X0 and X1");
    }

    private static GpuCatalog read(String yaml) {
        return new GpuCatalog(GpuFile.of("test", yaml));
    }

    @Test
    void everyBarSetIsOneThatAPciFunctionCanHave() {
        for (var entry : CATALOG.entries()) {
            assertThat(entry.model().bars()).satisfies(GpuCatalogTest::fitSixRegisters);
        }
    }

    private static void fitSixRegisters(List<? extends Bar> bars) {
        int next = 0;
        for (var bar : bars) {
            assertThat(bar.index()).isGreaterThanOrEqualTo(next);
            next = bar.index() + (bar.width() == Bar.Width.BITS_64 ? 2 : 1);
        }
        assertThat(next).isLessThanOrEqualTo(6);
    }
}
