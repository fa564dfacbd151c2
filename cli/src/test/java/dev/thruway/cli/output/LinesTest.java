package dev.thruway.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void keepsWordsWhole() {
        assertThat(Lines.of("the quick brown fox", 10)).containsExactly("the quick", "brown fox");
    }

    @Test
    void leavesAWordThatNoLineCanHold() {
        assertThat(Lines.of("a 0000:41:00.0/config.pci b", 12))
                .containsExactly("a", "0000:41:00.0/config.pci", "b");
    }

    @Test
    void breaksJapaneseAnywhereButNotBeforeAMarkThatClosesSomething() {
        assertThat(Lines.of("再起動します。次", 12)).containsExactly("再起動しま", "す。次");
        assertThat(Lines.of("仮想マシンは、止まる", 12)).containsExactly("仮想マシン", "は、止まる");
    }

    @Test
    void keepsShortTextAndLineEnds() {
        assertThat(Lines.of("", 20)).containsExactly("");
        assertThat(Lines.of("one\ntwo", 20)).containsExactly("one", "two");
    }

    @Test
    void losesNothing() {
        var text = "config.pciPassthruInfo[0000:41:00.0]: false -> true を変更します。以上";
        for (int columns = 10; columns < 90; columns++) {
            var joined = String.join("", Lines.of(text, columns)).replace(" ", "");
            assertThat(joined).isEqualTo(text.replace(" ", ""));
        }
    }
}
