package dev.thruway.cli.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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
