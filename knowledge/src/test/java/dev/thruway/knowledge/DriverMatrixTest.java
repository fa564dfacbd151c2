package dev.thruway.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.DriverChoice.Flavour;
import dev.thruway.domain.gpu.DriverChoice.None;
import dev.thruway.domain.gpu.DriverChoice.Packages;
import dev.thruway.domain.gpu.DriverChoice.Signing;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverMatrixTest {

    private static final ProductKnowledge KNOWLEDGE = ProductKnowledge.builtIn();
    private static final String GA_KERNEL = "6.8.0-85-generic";

    @Test
    void choosesSignedOpenModulesForAnL40sOnUbuntu() {
        assertThat(choose("L40S", "24.04", GA_KERNEL, "auto"))
                .isInstanceOfSatisfying(
                        Packages.class,
                        p -> {
                            assertThat(p.branch()).isEqualTo(580);
                            assertThat(p.flavour()).isEqualTo(Flavour.OPEN);
                            assertThat(p.signed()).isEqualTo(Signing.BY_DISTRIBUTION);
                            assertThat(p.packages())
                                    .containsExactly(
                                            "linux-modules-nvidia-580-server-open-6.8.0-85-generic",
                                            "linux-modules-nvidia-580-server-open-generic",
                                            "nvidia-headless-no-dkms-580-server-open",
                                            "nvidia-utils-580-server",
                                            "nvidia-compute-utils-580-server");
                        });
    }

    @Test
    void choosesProprietaryModulesForWhatHasNoGspProcessor() {
        for (var old : List.of("P40", "V100-32GB")) {
            assertThat(choose(old, "22.04", "5.15.0-160-generic", "580"))
                    .isInstanceOfSatisfying(
                            Packages.class,
                            p -> {
                                assertThat(p.flavour()).isEqualTo(Flavour.PROPRIETARY);
                                assertThat(p.packages())
                                        .noneMatch(name -> name.contains("-open"))
                                        .contains("linux-modules-nvidia-580-server-generic");
                            });
        }
    }

    @Test
    void choosesProprietaryModulesForOldAndNewTogether() {
        var choice = choose("P40 L40S", "24.04", GA_KERNEL, "auto");
        assertThat(choice).isInstanceOf(Packages.class);
        assertThat(((Packages) choice).flavour()).isEqualTo(Flavour.PROPRIETARY);
    }

    @ParameterizedTest
    @CsvSource({
        "24.04, 6.8.0-85-generic, generic",
        "24.04, 6.17.0-14-generic, generic-hwe-24.04",
        "22.04, 6.8.0-85-generic, generic-hwe-22.04",
        "26.04, 7.0.0-30-generic, generic",
        "24.04, 6.8.0-1040-aws, aws",
        "24.04, 6.8.0-85-lowlatency, lowlatency"
    })
    void keepsModulesInStepWithTheKernelInUse(String version, String kernel, String flavour) {
        var choice = choose("L4", version, kernel, "auto");
        assertThat(((Packages) choice).packages())
                .contains("linux-modules-nvidia-580-server-open-" + flavour);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 24.04, 6.8.0-85-generic, auto, driver.no-known-board",
        "L4, 18.04, 4.15.0-20-generic, auto, driver.unknown-distribution",
        "L4, 24.04, 6.8.0-85-generic, 550, driver.unknown-branch",
        "L4, 24.04, 6.8.0-85-generic, newest, driver.unknown-branch",
        "L4, 24.04, 6.12.7, auto, driver.unknown-kernel",
        "P40, 24.04, 6.8.0-85-generic, 595, driver.branch-lacks-boards",
        "MI300X, 24.04, 6.8.0-85-generic, auto, driver.of-another-maker",
        "L4 MI300X, 24.04, 6.8.0-85-generic, 580, driver.of-another-maker",
        "P40 B200, 24.04, 6.8.0-85-generic, auto, driver.no-common-flavour"
    })
    void saysWhyThereIsNone(
            String boards, String version, String kernel, String branch, String reason) {
        var choice = choose(boards, version, kernel, branch);
        assertThat(choice).isInstanceOf(None.class);
        var why = ((None) choice).why();
        assertThat(why.key()).isEqualTo(reason);
        for (var language : Language.values()) {
            var words = Words.of(language, ProductKnowledge.class);
            assertThat(words.say(why.key(), why.args())).isNotBlank();
        }
    }

    @Test
    void knowsNothingOfOtherDistributions() {
        var choice =
                KNOWLEDGE.driver(
                        KNOWLEDGE.gpusNamed("L4"), "debian", "13", "6.12.0-1-amd64", "auto");
        assertThat(choice).isInstanceOf(None.class);
    }

    @Test
    void everyBoardOfNvidiaHasADriver() {
        var entries =
                GpuCatalog.builtIn().entries().stream()
                        .filter(e -> e.generation().vendor().equals("NVIDIA"))
                        .toList();
        assertThat(entries).hasSizeGreaterThan(50);
        for (var entry : entries) {
            assertThat(choose(entry.model().name(), "24.04", GA_KERNEL, "auto"))
                    .as(entry.model().name())
                    .isInstanceOf(Packages.class);
        }
    }

    @Test
    void anOlderBranchThanABoardNeedsIsNotChosenForIt() {
        var l40s = KNOWLEDGE.gpusNamed("L40S").getFirst().drivers();
        assertThat(l40s.runs(Flavour.OPEN, 525)).isFalse();
        assertThat(l40s.runs(Flavour.OPEN, 535)).isTrue();
        assertThat(l40s.runs(Flavour.OPEN, 9999)).isTrue();
        assertThat(l40s.runs(Flavour.PROPRIETARY, 615)).isTrue();
        assertThat(l40s.runs(Flavour.PROPRIETARY, 620)).isFalse();
        var v100 = KNOWLEDGE.gpusNamed("V100-16GB").getFirst().drivers();
        assertThat(v100.runs(Flavour.OPEN, 580)).isFalse();
        assertThat(v100.runs(Flavour.PROPRIETARY, 580)).isTrue();
        assertThat(v100.runs(Flavour.PROPRIETARY, 590)).isFalse();
        var b200 = KNOWLEDGE.gpusNamed("B200").getFirst().drivers();
        assertThat(b200.runs(Flavour.PROPRIETARY, 580)).isFalse();
    }

    private static DriverChoice choose(String names, String version, String kernel, String branch) {
        var boards = new ArrayList<GpuModel>();
        for (var name : names.split(" ", -1)) {
            boards.addAll(KNOWLEDGE.gpusNamed(name));
        }
        return KNOWLEDGE.driver(boards, "ubuntu", version, kernel, branch);
    }
}
