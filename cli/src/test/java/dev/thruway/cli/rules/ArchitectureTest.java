package dev.thruway.cli.rules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arrows of docs/ARCHITECTURE.md. Maven keeps those between modules; these keep the finer
/// ones.
class ArchitectureTest {

    private static final JavaClasses OURS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.thruway");

    /// @param allowed the only packages of ours that the first may use, itself included
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "domain    | dev.thruway.domain..",
                "words     | dev.thruway.words..",
                "spec      | dev.thruway.spec.. dev.thruway.domain..",
                "knowledge | dev.thruway.knowledge.. dev.thruway.domain..",
                "tls       | dev.thruway.tls..",
                "vsphere   | dev.thruway.vsphere.. dev.thruway.tls..",
                "redfish   | dev.thruway.redfish.. dev.thruway.tls..",
                "guest     | dev.thruway.guest..",
                "engine    | dev.thruway.engine.. dev.thruway.domain.. dev.thruway.spec.."
                        + " dev.thruway.words.. dev.thruway.knowledge.. dev.thruway.vsphere.."
                        + " dev.thruway.redfish.. dev.thruway.guest..",
                "lab       | dev.thruway.lab.. dev.thruway.vsphere.vim.."
                    + " dev.thruway.vsphere.codec.. dev.thruway.words.. dev.thruway.domain.pci..",
            })
    void aModuleKnowsOnlyThoseBelowIt(String module, String allowed) {
        noClasses()
                .that()
                .resideInAPackage("dev.thruway." + module + "..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("dev.thruway..")
                                .and(
                                        com.tngtech.archunit.base.DescribedPredicate.not(
                                                resideInAnyPackage(allowed.split(" ")))))
                .check(OURS);
    }

    @Test
    void theWiresTypesKnowNeitherCodecNorClient() {
        noClasses()
                .that()
                .resideInAPackage("dev.thruway.vsphere.vim..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.thruway.vsphere.codec..", "dev.thruway.vsphere.client..")
                .check(OURS);
        noClasses()
                .that()
                .resideInAPackage("dev.thruway.vsphere.codec..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.thruway.vsphere.client..")
                .check(OURS);
    }

    @Test
    void onlyEngineAndCompositionRootKnowTheClients() {
        noClasses()
                .that()
                .resideInAPackage("dev.thruway.cli..")
                .and()
                .resideOutsideOfPackages("dev.thruway.cli.main..", "dev.thruway.cli.trace..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.thruway.vsphere..", "dev.thruway.redfish..", "dev.thruway.guest..")
                .check(OURS);
    }

    @Test
    void onlyTheLabsCommandsKnowTheLab() {
        noClasses()
                .that()
                .resideInAPackage("dev.thruway.cli..")
                .and()
                .resideOutsideOfPackage("dev.thruway.cli.lab..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.thruway.lab..")
                .check(OURS);
    }

    @Test
    void theDomainHasNoClockNoChanceAndNoFiles() {
        noClasses()
                .that()
                .resideInAPackage("dev.thruway.domain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io..", "java.net.http..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Files.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .check(OURS);
    }

    @Test
    void theEnginesTimeComesFromItsClock() {
        noClasses()
                .that()
                .resideInAPackage("dev.thruway.engine..")
                .and()
                .doNotHaveFullyQualifiedName("dev.thruway.engine.Clock$1")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(OURS);
    }

    @Test
    void packagesOfTheDomainDoNotGoInCircles() {
        SlicesRuleDefinition.slices()
                .matching("dev.thruway.domain.(*)..")
                .should()
                .beFreeOfCycles()
                .check(OURS);
    }

    @Test
    void commandsEndInTheirName() {
        classes()
                .that()
                .implement(dev.thruway.cli.Command.class)
                .should()
                .haveSimpleNameEndingWith("Command")
                .check(OURS);
    }
}
