package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.knowledge.data.BadData;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnCatalogTest {

    private static final String GOOD =
            """
            apiVersion: thruway/v1
            sources:
              lab: "lspci of our server 7, 2026-11-20"
            architectures:
              - name: Navi31
                vendor: AMD
            gpus:
              - name: L40S
                boards: [NVIDIA L40S]
                architecture: {is: Ada, from: lab, sure: documented}
                ids: {is: ["10de:26b9"], from: lab, sure: measured}
                memory: {is: 48 GiB, from: lab, sure: measured}
                bars: {is: [0 16M 32-bit, 1 32G 64-bit pref, 3 32M 64-bit pref], from: lab, sure: measured}
                note: BAR 1 is half as large on ours.
              - name: W7900
                boards: [AMD Radeon PRO W7900]
                architecture: {is: Navi31, from: lab, sure: documented}
                ids: {is: ["1002:7448"], from: lab, sure: measured}
                memory: {is: 48 GiB, from: lab, sure: measured}
            """;

    private static GpuCatalog with(String... texts) {
        var number = new int[1];
        return GpuCatalog.builtIn()
                .with(
                        Arrays.stream(texts)
                                .map(t -> new OwnCatalog("own-" + number[0]++ + ".yaml", t))
                                .toList());
    }

    @Test
    void addsAndReplacesEntries() {
        var catalog = with(GOOD);
        assertThat(catalog.entries()).hasSize(GpuCatalog.builtIn().entries().size() + 1);
        var l40s = catalog.named("L40S");
        assertThat(l40s)
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.own()).contains("own-0.yaml");
                    assertThat(e.model().bars().get(1).size()).isEqualTo(ByteSize.ofGib(32));
                    assertThat(e.note().orElseThrow().args())
                            .containsValue("BAR 1 is half as large on ours.");
                });
        assertThat(catalog.byIds(new PciIds(0x10de, 0x26b9, 0x10de, 0x1851)))
                .contains(l40s.getFirst().model());
        assertThat(catalog.named("L40")).singleElement().matches(e -> e.own().isEmpty());
        var w7900 = catalog.named("w7900").getFirst();
        assertThat(w7900.generation().vendor()).isEqualTo("AMD");
        assertThat(w7900.model().sizingOnly()).isTrue();
        assertThat(catalog.withIds("1002:7448")).containsExactly(w7900);
        assertThat(catalog.nearestNames("W7901")).contains("W7900");
    }

    @Test
    void knowsTheDriverOfAnArchitectureThatItNames() {
        var knowledge = ProductKnowledge.of(with(GOOD));
        assertThat(knowledge.gpusNamed("L40S").getFirst().drivers())
                .isEqualTo(GpuCatalog.builtIn().named("RTX-6000-Ada").getFirst().model().drivers());
    }

    private static final String SURE = ", from: lab, sure: documented}";

    private static String from(String architecture, int branch) {
        return GOOD.replace("is: Ada", "is: " + architecture)
                .replace("note: BAR", "driver-from: {is: " + branch + SURE + "\n    note: BAR");
    }

    @Test
    void modulesThatEndedBeforeTheBoardCameDoNotRunIt() {
        var drivers = with(from("Ada", 620)).named("L40S").getFirst().model().drivers();
        assertThat(drivers.open()).hasToString("Optional[620+]");
        assertThat(drivers.proprietary()).isEmpty();
    }

    @Test
    void refusesABoardThatNoModulesRun() {
        assertThatThrownBy(() -> with(from("Pascal", 590)))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("own-0.yaml:14:23: data.driver-from-too-late {name=Pascal}");
    }

    @Test
    void refusesAnArchitectureThatEndsBeforeItBegins() {
        var bad =
                GOOD.replace(
                        "vendor: AMD",
                        "vendor: NVIDIA\n    proprietary-from: {is: 500%s\n    proprietary-until: {is: 499%s"
                                .formatted(SURE, SURE));
        assertThatThrownBy(() -> with(bad))
                .isInstanceOf(BadData.class)
                .hasMessageContaining("own-0.yaml:8:29: data.until-before-from {from=500}");
    }

    @Test
    void isTheBuiltInOneWithoutAnOwnFile() {
        var builtIn = GpuCatalog.builtIn();
        assertThat(builtIn.with(List.of())).isSameAs(builtIn);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "apiVersion: thruway/v1 | apiVersion: thruway/v2 | 1:13 | data.not-this-version",
                "apiVersion: thruway/v1 | x: y | 1:1 | data.unknown-field",
                "lspci of our server 7, 2026-11-20 | \" \" | 3:8 | data.blank-source",
                "name: Navi31 | name: Ada | 5:11 | data.architecture-twice",
                "vendor: AMD | vendor: [AMD] | 6:13 | data.not-a-text",
                "boards: [NVIDIA L40S] | bords: [NVIDIA L40S] | 9:5 | data.unknown-field-near",
                "boards: [NVIDIA L40S] | boards: L40S | 9:13 | data.not-a-list",
                "is: Ada | is: Adda | 10:24 | data.unknown-architecture",
                "10de:26b9 | 10de26b9 | 11:16 | data.not-ids",
                "10de:26b9 | 10de:26b5 | 11:16 | data.ids-taken {ids=10de:26b5, name=L40}",
                "10de:26b9 | 1002:7448 | 11:16 | data.ids-taken",
                "48 GiB, from: lab, sure: measured} | 48 GB, from: lab, sure: measured} | 12:18"
                        + " | data.not-a-size",
                "1 32G 64-bit pref | 1 33G 64-bit pref | 13:31 | data.not-a-bar",
                "lab: \"lspci | rack: \"lspci | 10:35 | data.no-source",
                "name: W7900 | name: L40S | 15:11 | data.entry-twice",
                "name: W7900 | name: W 7900 | 15:11 | data.not-a-name",
                "is: Navi31 | is: Navi32 | 17:24 | data.unknown-architecture",
                "[\"1002:7448\"] | [\"1002:7448\", \"1002:7448\"] | 18:29 | data.ids-taken"
            })
    void saysWhereAndWhatIsWrong(String right, String wrong, String place, String key) {
        assertThat(GOOD).contains(right);
        var bad = GOOD.replace(right, wrong);
        assertThatThrownBy(() -> with(bad))
                .isInstanceOfSatisfying(
                        BadData.class,
                        e -> {
                            assertThat(e.getMessage()).contains(key);
                            assertThat(e.place()).hasToString("own-0.yaml:" + place);
                            for (var language : Language.values()) {
                                var words = Words.of(language, ProductKnowledge.class);
                                assertThat(words.say(e.phrase().key(), e.phrase().args()))
                                        .isNotBlank();
                            }
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing",
                "[]",
                "text",
                "{",
                "a: 'b",
                "\t",
                "a: *b",
                "a: &a [*a]",
                "apiVersion: thruway/v1",
                "apiVersion: thruway/v1\nsources: {}\ngpus: {}",
                "--- a\n--- b",
                "\u0000"
            })
    void refusesWhatIsNoCatalog(String text) {
        assertThatThrownBy(() -> with(text)).isInstanceOf(BadData.class);
    }

    @Test
    void refusesWhatWouldTakeForEver() {
        var deep = "a: " + "[".repeat(50_000) + "]".repeat(50_000);
        assertThatThrownBy(() -> with(deep)).hasMessageContaining("data.too-deep");
        assertThatThrownBy(() -> with("x".repeat(OwnCatalog.MAX_BYTES + 1)))
                .hasMessageContaining("data.too-large");
    }

    @Test
    void twoFilesAreReadTogether() {
        var other =
                GOOD.replace("name: L40S", "name: L40S-ours")
                        .replace("\"10de:26b9\"", "\"10de:26b9 103c:1234\"")
                        .replace("Navi31", "Navi32")
                        .replace("W7900", "V710")
                        .replace("1002:7448", "1002:7461");
        var catalog = with(GOOD, other);
        assertThat(catalog.byIds(new PciIds(0x10de, 0x26b9, 0x103c, 0x1234)))
                .contains(catalog.named("L40S-ours").getFirst().model());
        assertThatThrownBy(() -> with(GOOD, GOOD))
                .hasMessageContaining("own-1.yaml:8:11: data.entry-twice")
                .hasMessageContaining("file=own-0.yaml");
    }
}
