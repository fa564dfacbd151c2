package dev.thruway.domain.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Permission.Answer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecTest {

    private static final Endpoint ENDPOINT =
            new Endpoint(
                    URI.create("https://192.0.2.10"),
                    "root",
                    new SecretRef.Env("ESXI_PASSWORD"),
                    new Trust.Unstated());

    private static Server server(String name, PolicyOverride policy) {
        return new Server(
                name,
                Optional.of(new Esxi.Standalone(ENDPOINT)),
                Optional.empty(),
                List.of(),
                new TreeMap<>(),
                policy);
    }

    private static Vm vm(String name, Placement placement, GpuWish... gpus) {
        return new Vm(
                name,
                placement,
                Optional.empty(),
                List.of(gpus),
                Vm.SecureBoot.LEFT_ALONE,
                Vm.FirmwareConversion.NEVER,
                Optional.empty());
    }

    private static final GpuWish ONE_L40S = new GpuWish.Fixed(new CardChoice.OfModel("L40S", 1));

    @Test
    void refusesAVmOnAServerThatIsNotThere() {
        var lost = vm("gpu02", new Placement.OnServer("dl385-02"), ONE_L40S);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Spec(
                                List.of(),
                                List.of(server("dl385-01", PolicyOverride.NONE)),
                                List.of(lost),
                                Policy.DEFAULT))
                .withMessageContaining("dl385-02");
    }

    @Test
    void refusesTheSameNameTwice() {
        var server = server("dl385-01", PolicyOverride.NONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Spec(List.of(), List.of(server, server), List.of(), Policy.DEFAULT));
    }

    @Test
    void aServersPolicyOverridesWhatItStatesAndNothingElse() {
        var own =
                new PolicyOverride(
                        Optional.of(Answer.ALLOW),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        var server = server("dl385-01", own);
        var vm = vm("gpu02", new Placement.OnServer("dl385-01"), ONE_L40S);
        var spec = new Spec(List.of(), List.of(server), List.of(vm), Policy.DEFAULT);
        var expected = new Policy(Answer.ALLOW, Answer.ASK, Answer.NEVER, Answer.NEVER);
        assertThat(spec.policyFor(server)).isEqualTo(expected);
        assertThat(spec.policyFor(vm)).isEqualTo(expected);
        assertThat(spec.vmsOn(server)).containsExactly(vm);
    }

    @Test
    void refusesAFixedGpuInACluster() {
        var address = new GpuWish.Fixed(new CardChoice.AtAddress(PciAddress.parse("0000:41:00.0")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> vm("gpu02", new Placement.InCluster("vc01", "ai"), address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.10",
                "https://root:secret@192.0.2.10",
                "https:///sdk",
                "https://192.0.2.10?x=1",
                "192.0.2.10"
            })
    void refusesAnEndpointThatIsNotHttpsOrCarriesAUser(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Endpoint(
                                URI.create(url),
                                "root",
                                new SecretRef.Env("X"),
                                new Trust.Unstated()))
                .withMessageNotContaining("secret");
    }

    @Test
    void readsThumbprintsAsPeopleWriteThem() {
        var hex = "ab".repeat(32);
        var colons = "AB" + ":AB".repeat(31);
        assertThat(Trust.Thumbprint.parse("sha256:" + hex)).contains(new Trust.Thumbprint(hex));
        assertThat(Trust.Thumbprint.parse("SHA256:" + colons)).contains(new Trust.Thumbprint(hex));
        assertThat(Trust.Thumbprint.parse(colons)).contains(new Trust.Thumbprint(hex));
        assertThat(Trust.Thumbprint.parse("ab".repeat(20))).isEmpty();
    }

    @Test
    void readsHostKeysAsOpensshPrintsThem() {
        var key = "SHA256:" + "a".repeat(43);
        assertThat(HostKey.Fingerprint.parse(key + "=")).contains(new HostKey.Fingerprint(key));
        assertThat(HostKey.Fingerprint.parse("MD5:aa:bb")).isEmpty();
    }
}
