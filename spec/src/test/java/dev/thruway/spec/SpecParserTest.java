package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Permission.Answer;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vm;
import dev.thruway.words.BundleRules;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SpecParserTest {

    private static final String ENDPOINT = "{url: https://a, username: a, password: {env: A}}";

    static List<Path> good() {
        return Corpus.good().toList();
    }

    static List<Path> bad() {
        return Corpus.bad().toList();
    }

    private static Spec read(String name) {
        var file = good().stream().filter(f -> f.endsWith(name)).findFirst().orElseThrow();
        return spec(Corpus.parse(Corpus.text(file)));
    }

    private static Spec spec(SpecResult result) {
        assertThat(Corpus.errors(result)).isEmpty();
        return ((SpecResult.Read) result).spec();
    }

    @ParameterizedTest
    @MethodSource("good")
    void readsEveryGoodFile(Path file) {
        assertThat(Corpus.errors(Corpus.parse(Corpus.text(file)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void findsEveryErrorOfABadFileWithItsPlace(Path file) {
        var text = Corpus.text(file);
        var expected =
                text.lines()
                        .filter(line -> line.startsWith("# error "))
                        .map(line -> line.substring("# error ".length()))
                        .toList();
        var found =
                Corpus.errors(Corpus.parse(text)).stream()
                        .map(e ->
                                e.position().line()
                                        + ":"
                                        + e.position().column()
                                        + " "
                                        + e.phrase().key())
                        .toList();
        assertThat(found).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysEveryErrorInBothLanguagesWithoutRepeatingASecret(Path file) {
        var errors = Corpus.errors(Corpus.parse(Corpus.text(file)));
        for (var language : Language.values()) {
            var words = Words.of(language, SpecReader.class);
            for (var error : errors) {
                assertThat(words.say(error.phrase().key(), error.phrase().args()))
                        .isNotBlank()
                        .doesNotContain("hunter2", "12345");
                assertThat(error.toString()).doesNotContain("hunter2", "12345");
            }
        }
    }

    @Test
    void speaksBothLanguagesWithTheSameKeys() {
        assertThat(BundleRules.violations(SpecReader.class)).isEmpty();
    }

    @Test
    void readsTheFileOfTheContract() {
        var spec = read("contract.yaml");
        var server = spec.server("dl385-01").orElseThrow();
        var esxi = ((Esxi.Standalone) server.esxi().orElseThrow()).endpoint();
        assertThat(esxi.url()).isEqualTo(URI.create("https://192.0.2.10"));
        assertThat(esxi.password()).isEqualTo(new SecretRef.Env("ESXI_PASSWORD"));
        assertThat(esxi.trust()).isInstanceOf(Trust.Thumbprint.class);
        assertThat(server.bmc().orElseThrow().auth()).isEqualTo(Bmc.Auth.SESSION);
        assertThat(server.bmc().orElseThrow().endpoint().trust()).isEqualTo(new Trust.Unstated());
        assertThat(server.gpuFirmware()).containsEntry("L40S", "95.02.66.00.02");
        var vm = spec.vm("gpu02").orElseThrow();
        assertThat(vm.placement()).isEqualTo(new Placement.OnServer("dl385-01"));
        assertThat(vm.gpus()).containsExactly(new GpuWish.Fixed(new CardChoice.OfModel("L40S", 2)));
        assertThat(vm.secureBoot()).isEqualTo(Vm.SecureBoot.ON);
        assertThat(vm.firmwareConversion()).isEqualTo(Vm.FirmwareConversion.NEVER);
        var guest = vm.guest().orElseThrow();
        var ssh = (GuestAccess.Ssh) guest.access();
        assertThat(ssh.port()).isEqualTo(22);
        assertThat(ssh.login().privateKey())
                .contains(new SecretRef.File(Path.of("/home/op/.ssh/id_ed25519")));
        assertThat(guest.driver()).isEqualTo(new Driver.Auto());
        assertThat(spec.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(spec.vcenter("vc01").orElseThrow().endpoint().trust())
                .isEqualTo(new Trust.CaFile(Path.of("/home/op/cluster/vc.pem")));
    }

    @Test
    void readsEveryOtherForm() {
        var spec = read("every-key.yaml");
        var r760 = spec.server("r760").orElseThrow();
        assertThat(r760.gpuFirmware()).containsEntry("H100-80GB", "96.00");
        assertThat(r760.bmc().orElseThrow().endpoint().username()).isEqualTo("1001");
        assertThat(r760.bmc().orElseThrow().endpoint().password())
                .isEqualTo(
                        new SecretRef.Command(
                                List.of("sh", "-c", "pass show idrac"), Corpus.FOLDER));
        assertThat(spec.vcenter("vc02").orElseThrow().endpoint().password())
                .isEqualTo(new SecretRef.Command(List.of("pass", "show", "vc01"), Corpus.FOLDER));
        assertThat(spec.vcenter("vc03").orElseThrow().endpoint().username())
                .isEqualTo("other@vsphere.local");
        assertThat(spec.policyFor(r760).hostReboot()).isInstanceOf(Permission.During.class);
        assertThat(spec.policyFor(r760).biosChange()).isEqualTo(Answer.ALLOW);
        var gpu03 = spec.vm("gpu03").orElseThrow();
        assertThat(gpu03.gpus().getFirst())
                .isEqualTo(
                        new GpuWish.Fixed(
                                new CardChoice.AtAddress(PciAddress.parse("0000:41:00.0"))));
        var ssh = (GuestAccess.Ssh) gpu03.guest().orElseThrow().access();
        assertThat(ssh.hostKey()).isInstanceOf(HostKey.Fingerprint.class);
        assertThat(ssh.jump().flatMap(GuestAccess.Ssh::jump)).isPresent();
        assertThat(gpu03.guest().orElseThrow().driver()).isEqualTo(new Driver.Branch(580));
        var clustered = spec.vm("仮想マシン 1").orElseThrow();
        assertThat(clustered.gpus().getFirst())
                .isEqualTo(new GpuWish.Dynamic(Optional.empty(), Optional.of("ai-gpu"), 1));
        assertThat(clustered.gpuCount()).isEqualTo(131);
        assertThat(clustered.secureBoot()).isEqualTo(Vm.SecureBoot.OFF);
        assertThat(clustered.firmwareConversion()).isEqualTo(Vm.FirmwareConversion.ALLOWED);
    }

    @Test
    void knowsWhereEachValueStands() {
        var result =
                (SpecResult.Read)
                        Corpus.parse(
                                """
                                apiVersion: thruway/v1
                                servers:
                                  a:
                                    bmc: %s
                                vms:
                                  b: {server: a, gpus: [{model: L40S}]}
                                """
                                        .formatted(ENDPOINT));
        assertThat(result.positions().at("servers.a.bmc")).contains(new Position("a.yaml", 4, 5));
        assertThat(result.positions().at("vms.b.gpus[0].model"))
                .contains(new Position("a.yaml", 6, 26));
        assertThat(result.positions().at("vms.c")).isEmpty();
    }

    @Test
    void putsSeveralFilesTogether() {
        var spec =
                spec(
                        Corpus.parse(
                                "apiVersion: thruway/v1\n"
                                        + "vms: {b: {server: a, gpus: [{model: L4}]}}",
                                "apiVersion: thruway/v1\nservers: {a: {bmc: %s}}"
                                        .formatted(ENDPOINT),
                                "apiVersion: thruway/v1\npolicy: {hostReboot: allow}"));
        assertThat(spec.policyFor(spec.vm("b").orElseThrow()).hostReboot()).isEqualTo(Answer.ALLOW);
    }

    @Test
    void refusesANameThatTwoFilesGiveAndNamesBothPlaces() {
        var text = "apiVersion: thruway/v1\nservers: {a: {bmc: %s}}".formatted(ENDPOINT);
        var errors = Corpus.errors(Corpus.parse(text, text));
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst().position()).hasToString("b.yaml:2:11");
        assertThat(errors.getFirst().phrase().args())
                .containsEntry("name", "a")
                .containsEntry("first", "a.yaml:2:11");
    }

    @Test
    void refusesAPolicyThatTwoFilesState() {
        var server = "servers: {a: {bmc: %s}}".formatted(ENDPOINT);
        var errors =
                Corpus.errors(
                        Corpus.parse(
                                "apiVersion: thruway/v1\npolicy: {hostReboot: ask}\n" + server,
                                "apiVersion: thruway/v1\npolicy: {hostReboot: allow}"));
        assertThat(errors).hasSize(1);
        assertThat(errors.getFirst().phrase().key()).isEqualTo("spec.name-twice");
    }

    @Test
    void stopsAtItsLimitsInsteadOfWorkingForEver() {
        assertThat(keys("[".repeat(100_000))).containsExactly("spec.too-deep");
        assertThat(keys("apiVersion: thruway/v1\nvms: " + "{a: ".repeat(60) + "}".repeat(60)))
                .containsExactly("spec.too-deep");
        var bomb = new StringBuilder("apiVersion: thruway/v1\nvms:\n  a: &a {server: x, gpus: [");
        bomb.append("&g {model: L4, count: 1}").append(", *g".repeat(900)).append("]}\n");
        for (int i = 0; i < 90; i++) {
            bomb.append("  v").append(i).append(": *a\n");
        }
        assertThat(keys(bomb.toString())).contains("spec.too-many-values");
        assertThat(keys("a: &a x\nb: [" + "*a, ".repeat(1_001) + "]"))
                .containsExactly("spec.too-many-aliases");
        var circle = "{host: h, username: u, password: {env: A}, jump: *j}";
        assertThat(
                        keys(
                                "apiVersion: thruway/v1\nvms: {a: {server: a, gpus: [{model: L4}], "
                                        + "guest: {ssh: &j "
                                        + circle
                                        + "}}}"))
                .contains("spec.too-many-jumps");
    }

    private static List<String> keys(String text) {
        return Corpus.errors(Corpus.parse(text)).stream().map(e -> e.phrase().key()).toList();
    }

    @Test
    void reportsAHundredErrorsAndNoMore() {
        var text = new StringBuilder("apiVersion: thruway/v1\n");
        for (int i = 0; i < 500; i++) {
            text.append("wrong").append(i).append(": 1\n");
        }
        assertThat(keys(text.toString())).hasSize(100);
    }
}
