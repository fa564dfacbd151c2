package dev.thruway.cli.main;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.lab.guest.fs.User;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing that Thruway prints, keeps or writes holds a secret: every command, in every form and
/// language, with `-v` and `--trace`, when all goes well and when it does not.
class SecretCanaryIT {

    private static final List<String> LANGUAGES = List.of("en", "ja");
    private static final List<String> FORMATS = List.of("text", "json", "jsonl", "yaml");

    @TempDir Path folder;

    private final List<Run> runs = new ArrayList<>();
    private PlantedLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new PlantedLab();
        write("thruway.yaml", lab.file());
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in").resolve(name), text);
    }

    private Run run(String... args) {
        return run(Map.of(), args);
    }

    private Run run(Map<String, String> more, String... args) {
        var environment = new TreeMap<>(lab.environment());
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        environment.putAll(more);
        var all = new ArrayList<>(List.of(args));
        all.addAll(List.of("-v", "--trace", folder.resolve("trace").toString()));
        var run = Run.in(folder.resolve("in"), environment, "", all.toArray(String[]::new));
        runs.add(run);
        assertThat(run.err()).as("no defect").doesNotContain("-v ");
        return run;
    }

    /// Everything outside the folder `in`, which is the user's.
    private List<String> written() throws IOException {
        var texts = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (!file.startsWith(folder.resolve("in"))) {
                    texts.add(file + "\n" + Files.readString(file));
                }
            }
        }
        var host = lab.world().server("dl385-01").host();
        host.vms().forEach(vm -> texts.add("extraConfig " + vm.config().extraConfig()));
        for (var entry : host.datastore().filesUnder(".thruway")) {
            host.datastore()
                    .read(entry.name())
                    .or(() -> host.datastore().read(".thruway/" + entry.name()))
                    .ifPresent(b -> texts.add(entry + new String(b, StandardCharsets.UTF_8)));
        }
        var guest = host.vms().getFirst().guest().disk().files();
        for (var name : List.of("/var/lib/thruway/before.json")) {
            if (guest.exists(User.ROOT, name)) {
                texts.add(name + guest.readText(User.ROOT, name));
            }
        }
        return texts;
    }

    private void assertNoSecret(String... more) throws IOException {
        var secrets = new ArrayList<>(lab.secrets());
        secrets.addAll(List.of(more));
        var needles = new Needles(secrets);
        for (var run : runs) {
            assertThat(needles.in(run.out())).as(run.out()).isEmpty();
            assertThat(needles.in(run.err())).as(run.err()).isEmpty();
        }
        for (var text : written()) {
            assertThat(needles.in(text)).as(text).isEmpty();
        }
    }

    private String trace() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.list(folder.resolve("trace"))) {
            for (var file : files.sorted().toList()) {
                all.append(file.getFileName()).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }

    @Test
    void theWholeJourneyAndBackKeepsThemInEveryForm() throws IOException {
        for (var language : LANGUAGES) {
            for (var format : FORMATS) {
                for (var command : List.of("validate", "gpus", "plan", "status", "history")) {
                    run(command, "-o", format, "--lang", language);
                }
                if (!format.equals("jsonl")) {
                    capture(language, format);
                }
            }
        }
        write("id", lab.privateKey());
        write(
                "key.yaml",
                lab.fileWithLogin(
                        "privateKey: {file: id}\n        sudoPassword: {env: GUEST_PASSWORD}"));
        assertThat(run("-f", "key.yaml", "apply", "--yes").out()).contains("[ok] guest.nvidia-smi");
        // While Thruway's notes are on the datastore, in the VM and in the guest.
        assertNoSecret();
        assertThat(written()).anyMatch(text -> text.contains("thruway.before"));
        run("status", "--lang", "ja");
        assertThat(run("history").out()).contains("vm/gpu02");
        assertThat(run("undo", "--all", "--yes", "-o", "json").code()).isZero();

        assertThat(lab.sessions()).isNotEmpty();
        assertThat(trace())
                .contains("<userName>root</userName>", "<password>(removed)</password>")
                .contains("nvidia-smi", "\"as\":\"root\"")
                .contains("\"protocol\":\"vsphere\"", "\"protocol\":\"ssh\"");
        assertNoSecret();
    }

    private void capture(String language, String format) {
        var whole = run("capture", "-o", format, "--lang", language);
        assertThat(whole.code()).as(whole.toString()).isZero();
        assertThat(whole.out()).contains("dl385-01");
        var file = folder.resolve("copy").toString();
        assertThat(run("capture", "--anonymize", "--out", file, "-o", format).code()).isZero();
    }

    @Test
    void theGovcVariablesAreKept() throws IOException {
        var encoded =
                URLEncoder.encode(PlantedLab.ESXI, StandardCharsets.UTF_8).replace("+", "%20");
        var url = "https://root:" + encoded + "@" + lab.esxiAddress() + "/sdk";
        var insecure = Map.of("GOVC_URL", url, "GOVC_INSECURE", "1");
        assertThat(run(insecure, "gpus").out()).contains("L40S");
        assertThat(run(insecure, "capture").out()).contains("esxi01.example.com");
        for (var language : LANGUAGES) {
            run(Map.of("GOVC_URL", url), "gpus", "--lang", language);
            run(Map.of("GOVC_URL", url.replace("https", "http")), "gpus", "--lang", language);
            run(Map.of("GOVC_URL", url.replace("%", "%z")), "gpus", "--lang", language);
            run(Map.of("GOVC_URL", url + ":x:y"), "gpus", "--lang", language);
            run(Map.of("GOVC_URL", url.replace("127", " 127")), "gpus", "--lang", language);
            var wrong = Map.of("GOVC_URL", url.replace("root", "nobody"), "GOVC_INSECURE", "true");
            assertThat(run(wrong, "gpus", "--lang", language).code()).isEqualTo(1);
        }
        assertThat(runs.getLast().err()).isNotEmpty();
        assertNoSecret();
    }

    @Test
    void whatGoesWrongKeepsThem() throws IOException {
        write("refused.yaml", lab.fileWithPassword("{env: WRONG}"));
        write("untrusted.yaml", lab.fileWithEsxi(lab.esxiUrl(), lab.bmcFingerprint()));
        write("nobody.yaml", lab.fileWithEsxi("https://127.0.0.1:" + closed(), "ab".repeat(32)));
        write(
                "parrot.yaml",
                lab.fileWithEsxi("https://127.0.0.1:" + lab.parrot(), lab.esxiFingerprint()));
        write("says", "#!/bin/sh\necho 'help-Canary-says' >&2\necho 'help-Canary-says'\nexit 3\n");
        assertThat(folder.resolve("in/says").toFile().setExecutable(true)).isTrue();
        write("command.yaml", lab.fileWithPassword("{command: [./says, x]}"));
        write("shell.yaml", lab.fileWithPassword("{command: \"./says help-Canary-says\"}"));
        for (var language : LANGUAGES) {
            for (var name :
                    List.of("refused", "untrusted", "nobody", "parrot", "command", "shell")) {
                for (var command : List.of("gpus", "plan", "apply", "status")) {
                    var run =
                            run(
                                    Map.of("WRONG", "wrong-Canary-password"),
                                    "-f",
                                    name + ".yaml",
                                    command,
                                    "--lang",
                                    language);
                    assertThat(run.code()).as(run.toString()).isEqualTo(1);
                }
                var undo = List.of("-f", name + ".yaml", "undo", "--all", "--lang", language);
                run(undo.toArray(String[]::new));
            }
        }
        assertThat(runs)
                .as("what the server repeats is shown, without the secret")
                .anyMatch(
                        run -> (run.out() + run.err()).contains("<password>(removed)</password>"));
        assertNoSecret("wrong-Canary-password", "help-Canary-says");
    }

    private static int closed() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aWrongFileIsRefusedWithoutRepeatingWhatMayBeASecret() throws IOException {
        var password = "bare-Canary-password";
        write("bare.yaml", lab.fileWithPassword(password));
        write("number.yaml", lab.fileWithPassword("{env: [" + password + "]}"));
        write("literal.yaml", lab.fileWithPassword("{value: " + password + "}"));
        write("variable.yaml", lab.fileWithPassword("{env: \"" + password + "!\"}"));
        write("broken.yaml", lab.fileWithPassword("\"" + password));
        write("key.yaml", lab.file().replace("password: {", password + ": {"));
        write("twice.yaml", lab.fileWithPassword(password + "\n      password: " + password));
        write("url.yaml", lab.fileWithEsxi("https://root:" + password + "@127.0.0.1", "x"));
        write("trust.yaml", lab.fileWithEsxi("https://127.0.0.1", password));
        for (var language : LANGUAGES) {
            for (var format : FORMATS) {
                for (var name : List.of("bare", "number", "literal", "broken", "twice", "url")) {
                    var file = name + ".yaml";
                    var validate = run("-f", file, "validate", "-o", format, "--lang", language);
                    assertThat(validate.code()).as(name).isEqualTo(64);
                    var plan = run("-f", file, "plan", "-o", format, "--lang", language);
                    assertThat(plan.code()).as(name).isEqualTo(64);
                }
            }
        }
        run("-f", "variable.yaml", "validate");
        assertNoSecret(password);
    }
}
