package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.AnyText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class ScenarioYamlTest {

    @Test
    void quotesWhatAReaderTakesForSomethingElse() {
        var tree =
                new Tree()
                        .with("a", "0000:41:00.0")
                        .with("b", "off")
                        .with("c", "two\tparts \"and\" more \\")
                        .with("d", "日本語")
                        .with("e", "VM Network")
                        .with("f", "007")
                        .with("g", 8);
        assertThat(ScenarioYaml.write(tree))
                .isEqualTo(
                        """
                        a: "0000:41:00.0"
                        b: "off"
                        c: "two\\tparts \\"and\\" more \\\\"
                        d: "日本語"
                        e: VM Network
                        f: "007"
                        g: 8
                        """);
    }

    @Test
    void everyTextIsReadBackAsItWas() {
        AnyText.each(
                5_000,
                random -> {
                    var item =
                            new Tree()
                                    .with("i" + AnyText.of(random), AnyText.of(random))
                                    .with("n", 8);
                    var tree =
                            new Tree()
                                    .with("t" + AnyText.of(random), AnyText.of(random))
                                    .with("lines", AnyText.of(random) + "\n" + AnyText.of(random))
                                    .with("yes", true)
                                    .with("number", 4_193_780)
                                    .with("list", List.of(AnyText.of(random), AnyText.of(random)))
                                    .with("trees", List.of(item, new Tree()))
                                    .withAll(
                                            "s" + AnyText.of(random),
                                            new Tree()
                                                    .with(AnyText.of(random), AnyText.of(random)));
                    var yaml = ScenarioYaml.write(tree);
                    assertThat(read(yaml)).as(yaml).isEqualTo(ScenarioYaml.plain(tree));
                });
    }

    private static Object read(String yaml) {
        return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                .loadFromString(yaml);
    }

    @Test
    void aLongKeyIsReadBackAsItWas() {
        var tree = new Tree().with("k".repeat(2_000), "v");
        assertThat(read(ScenarioYaml.write(tree))).isEqualTo(ScenarioYaml.plain(tree));
    }

    @Test
    void halfACharacterTakesNoOtherWithIt() {
        assertThat(ScenarioYaml.write(new Tree().with("a", "x\ud83d%y\ude00")))
                .isEqualTo("a: \"x?%y?\"\n");
    }

    @Test
    void linesStandBelowEachOtherAndOnOneLineOnlyInAList() {
        var text = "apiVersion: x\nvms:\n  仮想: {}\n";
        var tree = new Tree().with("file", text).with("all", List.of(new Tree().with("a", text)));
        assertThat(ScenarioYaml.write(tree))
                .isEqualTo(
                        """
                        file: |
                          apiVersion: x
                          vms:
                            仮想: {}
                        all:
                          - {a: "apiVersion: x\\nvms:\\n  仮想: {}\\n"}
                        """);
    }

    @Test
    void numbersAndTruthAreWhatTheyAreAndTextsStayTexts() {
        var tree = new Tree().with("cpus", 8).with("vbs", true).with("size", "128");
        assertThat(ScenarioYaml.write(tree)).isEqualTo("cpus: 8\nvbs: true\nsize: \"128\"\n");
        assertThat(ScenarioYaml.plain(tree))
                .isEqualTo(Map.of("cpus", 8, "vbs", true, "size", "128"));
    }

    @Test
    void leavesOutWhatIsEmptyAndWhatIsFalse() {
        var tree =
                new Tree()
                        .with("none", Optional.empty())
                        .with("no", false)
                        .with("list", List.of())
                        .with("tree", new Tree())
                        .withAll("kept", new Tree());
        assertThat(ScenarioYaml.write(tree)).isEqualTo("kept: {}\n");
    }

    @Test
    void writesSizesInTheLargestUnitThatDividesThem() {
        assertThat(Sizes.ofMib(65_536)).isEqualTo("64 GiB");
        assertThat(Sizes.ofKib(4_193_780)).isEqualTo("4193780 KiB");
        assertThat(Sizes.ofBytes(0)).isEqualTo("0 KiB");
    }
}
