package dev.thruway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void putsColumnsUnderTheirHeadings() {
        var table = Table.of("NAME", "MEMORY").right(1).row("gpu02", "64").row("a", "128");
        assertThat(table.lines(OptionalInt.empty()))
                .containsExactly("NAME   MEMORY", "gpu02      64", "a         128");
    }

    @Test
    void countsJapaneseAsTwoColumns() {
        var table = Table.of("名前", "状態").row("仮想マシン", "オン").row("gpu02", "オフ");
        assertThat(table.lines(OptionalInt.empty()))
                .containsExactly("名前        状態", "仮想マシン  オン", "gpu02       オフ");
    }

    @Test
    void cutsTheWidestColumnWhereTheTerminalIsNarrow() {
        var table = Table.of("A", "B").row("short", "a very long cellar that goes on and on");
        assertThat(table.lines(OptionalInt.of(23)))
                .containsExactly("A      B", "short  a very long cel…");
    }

    @Test
    void cutsNothingInAPipe() {
        var text = "x".repeat(500);
        assertThat(Table.of("A").row(text).text(OptionalInt.empty())).contains(text);
    }

    @Test
    void makesCellsHarmless() {
        assertThat(Table.of("A").row("evil\u001b[2J\nname").lines(OptionalInt.empty()))
                .containsExactly("A", "evil\uFFFD[2J name");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> Table.of("A", "B").row("x"));
    }
}
