package dev.thruway.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.cli.AnyText;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Vm;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.LabEndpoint.Kind;
import dev.thruway.spec.SpecReader;
import dev.thruway.spec.SpecResult;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is in the file for a lab, whatever the names of its world are.
final class LabFileTest {

    private static LabEndpoint endpoint(Kind kind, String name, int port) {
        var ssh = kind == Kind.SSH;
        return new LabEndpoint(
                kind,
                name,
                URI.create((ssh ? "ssh" : "https") + "://127.0.0.1:" + port),
                "root",
                "password-" + port,
                ssh ? "SHA256:" + "A".repeat(43) : "ab".repeat(32));
    }

    private static Spec read(String text) {
        var result = SpecReader.parse(text, Path.of("/home/op"));
        assertThat(result).as(text).isInstanceOf(SpecResult.Read.class);
        return ((SpecResult.Read) result).spec();
    }

    private static String name(Random random, int n) {
        return AnyText.of(random) + n;
    }

    @Test
    void isReadAsItWasMeantWhateverTheNamesAre() {
        AnyText.each(
                500,
                random -> {
                    var endpoints = new ArrayList<LabEndpoint>();
                    var vms = new LinkedHashMap<String, String>();
                    for (int n = 1; n <= 3; n++) {
                        var server = name(random, n);
                        var vm = name(random, n);
                        vms.put(vm, server);
                        endpoints.add(endpoint(Kind.ESXI, server, n * 10));
                        endpoints.add(endpoint(Kind.BMC, server, n * 10 + 1));
                        endpoints.add(endpoint(Kind.SSH, vm, n * 10 + 2));
                    }
                    var file = new LabFile(endpoints, vms, Map.of());
                    var spec = read(file.text(2));
                    assertThat(spec.vms())
                            .extracting(Vm::name)
                            .containsExactlyInAnyOrderElementsOf(
                                    vms.keySet().stream().filter(FileNames::takesVm).toList());
                    assertThat(spec.vms())
                            .allSatisfy(
                                    vm -> assertThat(vm.placement()).isEqualTo(on(spec, vms, vm)));
                    assertThat(file.environment()).hasSameSizeAs(endpoints);
                });
    }

    /// The server whose port shows that it is the one that was meant.
    private static Placement on(Spec spec, Map<String, String> vms, Vm vm) {
        int n = vm.name().charAt(vm.name().length() - 1) - '0';
        assertThat(vms).containsKey(vm.name());
        return spec.servers().stream()
                .filter(s ->
                        s.esxi().orElseThrow() instanceof Esxi.Standalone(var e)
                                && e.url().getPort() == n * 10)
                .map(Server::name)
                .map(Placement.OnServer::new)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesThatAFileDoesNotTakeOfAServerAreMadeToFit() {
        var endpoints =
                List.of(
                        endpoint(Kind.VCENTER, "fe80::1", 1),
                        endpoint(Kind.ESXI, "rack 1", 2),
                        endpoint(Kind.ESXI, "rack-1", 3),
                        endpoint(Kind.ESXI, "", 4));
        var above = Map.of("rack 1", new LabFile.UnderVcenter("fe80::1", "esxi 01: [x]"));
        var spec = read(new LabFile(endpoints, Map.of(), above).text(1));
        assertThat(spec.vcenters()).extracting(v -> v.name()).containsExactly("fe80--1");
        assertThat(spec.servers())
                .extracting(Server::name)
                .containsExactly("rack-1-2", "rack-1", "x");
        assertThat(spec.servers().getFirst().esxi())
                .contains(new Esxi.UnderVcenter("fe80--1", "esxi 01: [x]"));
    }

    @Test
    void eachEndpointHasAVariableOfItsOwn() {
        var endpoints =
                List.of(
                        endpoint(Kind.SSH, "gpu-02", 1),
                        endpoint(Kind.SSH, "gpu_02", 2),
                        endpoint(Kind.SSH, "gpu_02_2", 3),
                        endpoint(Kind.SSH, "仮想", 4),
                        endpoint(Kind.ESXI, "a", 5));
        var variables = new LabVariables(endpoints);
        assertThat(variables.all())
                .isEqualTo(
                        Map.of(
                                "SSH_GPU_02_PASSWORD", "password-1",
                                "SSH_GPU_02_2_PASSWORD", "password-2",
                                "SSH_GPU_02_2_2_PASSWORD", "password-3",
                                "SSH____PASSWORD", "password-4",
                                "ESXI_PASSWORD", "password-5"));
        assertThat(endpoints)
                .allSatisfy(e ->
                        assertThat(variables.all()).containsEntry(variables.of(e), e.password()));
    }
}
