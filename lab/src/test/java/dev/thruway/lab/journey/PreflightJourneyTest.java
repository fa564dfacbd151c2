package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.check.CheckFinding;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.check.PreflightFacts;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Trust;
import dev.thruway.engine.Clock;
import dev.thruway.engine.observe.Survey;
import dev.thruway.engine.preflight.PreflightReader;
import dev.thruway.knowledge.ProductKnowledge;
import dev.thruway.lab.scenario.Scenarios;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What preflight reads of a real answer.
final class PreflightJourneyTest {

    private static final Endpoint ENDPOINT =
            new Endpoint(
                    URI.create("https://lab"),
                    "root",
                    new SecretRef.Env("ESXI_PASSWORD"),
                    new Trust.Insecure());

    private static List<CheckFinding> survey(String scenario) {
        var lab = new InProcess(Scenarios.parse("test", scenario));
        try (var survey = Survey.of(() -> lab.vsphere(ENDPOINT))) {
            return Preflight.ofHosts(
                    survey.hosts(ProductKnowledge.builtIn()),
                    survey.facts(Clock.SYSTEM),
                    ProductKnowledge.builtIn());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "esxi: {}                    | licence-allows-writing",
                "esxi: {licence: evaluation} | licence-allows-writing",
                "esxi: {licence: free}       | licence-forbids-writing",
                "bios: {ProcAmdIoVt: Disabled} | iommu-off",
                "esxi: {version: 6.5.0}      | version-old",
            })
    void readsWhatTheHostSays(String lines, String code) {
        var findings = survey("{lab: x, like: seed, servers: {dl385-01: {" + lines + "}}}");
        assertThat(findings).extracting(CheckFinding::code).contains(code);
    }

    @Test
    void readsEverythingOfAStandaloneHost() {
        var lab = new InProcess(Scenarios.SEED);
        try (var client = lab.vsphere(ENDPOINT)) {
            PreflightFacts facts = PreflightReader.survey(client, Clock.SYSTEM);
            var host = facts.hosts().get("esxi01.example.com").known().orElseThrow();
            assertThat(host.connection()).isEqualTo(Observed.of("connected"));
            assertThat(host.lockdown()).isEqualTo(Observed.of("lockdownDisabled"));
            assertThat(host.missingPrivileges()).isEqualTo(Observed.of(List.of()));
            assertThat(host.vendor()).isEqualTo(Observed.of("HPE"));
            assertThat(host.pcieHotPlug()).isEqualTo(Observed.of(true));
            assertThat(host.memory().all().known())
                    .hasValueSatisfying(m -> assertThat(m).hasToString("768 GiB"));
            assertThat(host.licences().known())
                    .hasValueSatisfying(l ->
                            assertThat(l).singleElement().matches(x -> x.edition().equals("eval")));
        }
    }
}
