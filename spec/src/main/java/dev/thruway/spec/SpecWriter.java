package dev.thruway.spec;

import dev.thruway.domain.spec.Bmc;
import dev.thruway.domain.spec.CardChoice;
import dev.thruway.domain.spec.Driver;
import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.Esxi;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Guest;
import dev.thruway.domain.spec.GuestAccess;
import dev.thruway.domain.spec.HostKey;
import dev.thruway.domain.spec.PassthroughWish;
import dev.thruway.domain.spec.Permission;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.PolicyOverride;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Server;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vm;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Writes a spec as one file that reads as the same spec. Comments and the choice of files are not
/// in a spec, and so are not in what is written; paths are absolute.
public final class SpecWriter {

    /// By the schema that files are read by: a text that is a number or `TRUE` in it is quoted.
    private static final DumpSettings SETTINGS =
            DumpSettings.builder()
                    .setSchema(new CoreSchema())
                    .setDefaultFlowStyle(FlowStyle.BLOCK)
                    .setSplitLines(false)
                    .build();

    /// Stands where a secret was referred to, in what is written for others.
    private static final SecretRef REMOVED = new SecretRef.Env("REMOVED");

    private final UnaryOperator<SecretRef> secrets;

    private SpecWriter(UnaryOperator<SecretRef> secrets) {
        this.secrets = secrets;
    }

    public static String write(Spec spec) {
        return new SpecWriter(secret -> secret).file(spec);
    }

    /// As [#write], but where its secrets come from: the text of a command may be one itself.
    public static String withoutSecrets(Spec spec) {
        return new SpecWriter(_ -> REMOVED).file(spec);
    }

    private String file(Spec spec) {
        var file = new Fields().with("apiVersion", Spec.API_VERSION);
        var vcenters = new Fields();
        spec.vcenters().forEach(v -> vcenters.with(v.name(), endpoint(v.endpoint()).map()));
        var servers = new Fields();
        spec.servers().forEach(s -> servers.with(s.name(), server(s)));
        var vms = new Fields();
        spec.vms().forEach(vm -> vms.with(vm.name(), vm(vm)));
        var policy = spec.policy();
        file.withAny("vcenters", vcenters).withAny("servers", servers).withAny("vms", vms);
        file.with(
                "policy",
                policy(
                        new PolicyOverride(
                                Optional.of(policy.hostReboot()),
                                Optional.of(policy.vmPowerOff()),
                                Optional.of(policy.biosChange()),
                                Optional.of(policy.firmware()))));
        return new Dump(SETTINGS).dumpToString(file.map());
    }

    /// Keys in the order in which they are added.
    private static final class Fields {

        private final Map<String, Object> fields = new LinkedHashMap<>();

        Fields with(String key, Object value) {
            fields.put(key, value);
            return this;
        }

        Fields with(String key, Optional<?> value) {
            value.ifPresent(v -> fields.put(key, v));
            return this;
        }

        /// Where the section has anything.
        Fields withAny(String key, Fields section) {
            return section.fields.isEmpty() ? this : with(key, section.fields);
        }

        Map<String, Object> map() {
            return fields;
        }
    }

    private Fields endpoint(Endpoint endpoint) {
        var fields =
                new Fields()
                        .with("url", endpoint.url().toString())
                        .with("username", endpoint.username())
                        .with("password", secret(endpoint.password()));
        return switch (endpoint.trust()) {
            case Trust.CaFile(var file) -> fields.with("caFile", file.toString());
            case Trust.Thumbprint thumbprint -> fields.with("thumbprint", thumbprint.toString());
            case Trust.Insecure() -> fields.with("insecure", true);
            case Trust.Unstated() -> fields;
        };
    }

    private Map<String, Object> secret(SecretRef secret) {
        return switch (secrets.apply(secret)) {
            case SecretRef.Env(var variable) -> Map.of("env", variable);
            case SecretRef.File(var path) -> Map.of("file", path.toString());
            case SecretRef.Command(var argv, _) -> Map.of("command", argv);
        };
    }

    private Map<String, Object> server(Server server) {
        var fields = new Fields();
        server.esxi()
                .ifPresent(esxi ->
                        fields.with(
                                "esxi",
                                switch (esxi) {
                                    case Esxi.Standalone(var endpoint) -> endpoint(endpoint).map();
                                    case Esxi.UnderVcenter(var vcenter, var host) ->
                                            new Fields()
                                                    .with("vcenter", vcenter)
                                                    .with("host", host)
                                                    .map();
                                }));
        server.bmc().ifPresent(bmc -> fields.with("bmc", bmc(bmc)));
        if (!server.passthrough().isEmpty()) {
            fields.with(
                    "passthrough", server.passthrough().stream().map(SpecWriter::wish).toList());
        }
        if (!server.gpuFirmware().isEmpty()) {
            fields.with("gpuFirmware", server.gpuFirmware());
        }
        var policy = policy(server.policy());
        return policy.isEmpty() ? fields.map() : fields.with("policy", policy).map();
    }

    private Map<String, Object> bmc(Bmc bmc) {
        var fields = endpoint(bmc.endpoint());
        return switch (bmc.auth()) {
            case SESSION -> fields.map();
            case BASIC -> fields.with("auth", "basic").map();
        };
    }

    private static Map<String, Object> wish(PassthroughWish wish) {
        return cards(wish.cards()).with("label", wish.label()).map();
    }

    private static Fields cards(CardChoice cards) {
        return switch (cards) {
            case CardChoice.OfModel(var model, int count) ->
                    new Fields().with("model", model).with("count", count);
            case CardChoice.AtAddress(var address) ->
                    new Fields().with("address", address.toString());
        };
    }

    private Map<String, Object> vm(Vm vm) {
        var fields = new Fields();
        switch (vm.placement()) {
            case Placement.OnServer(var server) -> fields.with("server", server);
            case Placement.InCluster(var vcenter, var cluster) ->
                    fields.with(
                            "cluster",
                            new Fields().with("vcenter", vcenter).with("name", cluster).map());
        }
        fields.with("path", vm.path());
        fields.with("gpus", vm.gpus().stream().map(SpecWriter::gpu).toList());
        switch (vm.secureBoot()) {
            case ON -> fields.with("secureBoot", true);
            case OFF -> fields.with("secureBoot", false);
            case LEFT_ALONE -> {}
        }
        switch (vm.firmwareConversion()) {
            case ALLOWED -> fields.with("convertFirmware", true);
            case NEVER -> {}
        }
        vm.guest().ifPresent(guest -> fields.with("guest", guest(guest)));
        return fields.map();
    }

    private static Map<String, Object> gpu(GpuWish wish) {
        return switch (wish) {
            case GpuWish.Fixed(var cards) -> cards(cards).map();
            case GpuWish.Dynamic(var model, var label, int count) ->
                    new Fields()
                            .with("mode", "dynamic")
                            .with("model", model)
                            .with("label", label)
                            .with("count", count)
                            .map();
        };
    }

    private Map<String, Object> guest(Guest guest) {
        var fields = new Fields();
        switch (guest.access()) {
            case GuestAccess.Ssh ssh -> fields.with("ssh", ssh(ssh).map());
            case GuestAccess.Tools(var username, var password) ->
                    fields.with(
                            "tools",
                            new Fields()
                                    .with("username", username)
                                    .with("password", secret(password))
                                    .map());
        }
        var branch =
                switch (guest.driver()) {
                    case Driver.Auto() -> "auto";
                    case Driver.Branch(int number) -> Integer.toString(number);
                    case Driver.None() -> "none";
                };
        return fields.with("driver", Map.of("branch", branch)).map();
    }

    private Fields ssh(GuestAccess.Ssh ssh) {
        var fields =
                new Fields()
                        .with("host", ssh.host())
                        .with("port", ssh.port())
                        .with("username", ssh.login().username())
                        .with("privateKey", ssh.login().privateKey().map(this::secret))
                        .with("password", ssh.login().password().map(this::secret))
                        .with("sudoPassword", ssh.sudoPassword().map(this::secret));
        switch (ssh.hostKey()) {
            case HostKey.Fingerprint(var sha256) -> fields.with("hostKey", sha256);
            case HostKey.KnownHosts(var file) -> fields.with("knownHostsFile", file.toString());
            case HostKey.Unstated() -> {}
        }
        return fields.with("jump", ssh.jump().map(jump -> ssh(jump).map()));
    }

    private static Map<String, Object> policy(PolicyOverride policy) {
        return new Fields()
                .with("hostReboot", policy.hostReboot().map(SpecWriter::permission))
                .with("vmPowerOff", policy.vmPowerOff().map(SpecWriter::permission))
                .with("biosChange", policy.biosChange().map(SpecWriter::permission))
                .with("firmware", policy.firmware().map(SpecWriter::permission))
                .map();
    }

    private static Object permission(Permission permission) {
        return switch (permission) {
            case Permission.Answer answer -> answer.name().toLowerCase(Locale.ROOT);
            case Permission.During(var window) -> Map.of("window", window.toString());
        };
    }
}
