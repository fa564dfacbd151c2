package dev.thruway.cli.check;

import dev.thruway.domain.check.CheckCode;
import dev.thruway.domain.check.Preflight;
import dev.thruway.domain.check.Privilege.On;
import dev.thruway.domain.check.Privileges;
import dev.thruway.domain.check.Severity;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The pages of what `check` finds, written from its sentences.
public final class CheckPages {

    private static final Words WORDS = Words.of(Language.EN, Preflight.class);

    /// What stands in the places of the sentences.
    private static final Map<String, String> EXAMPLE =
            Map.ofEntries(
                    Map.entry("target", "dl385-01"),
                    Map.entry("server", "dl385-01"),
                    Map.entry("vm", "gpu02"),
                    Map.entry("vms", "gpu02, gpu03"),
                    Map.entry("host", "esxi01.example.com"),
                    Map.entry("version", "6.5.0"),
                    Map.entry("licence", "VMware vSphere 8 Hypervisor"),
                    Map.entry("privileges", "Host.Config.PciPassthru"),
                    Map.entry("state", "notResponding"),
                    Map.entry("mode", "lockdownNormal"),
                    Map.entry("gpus", "NVIDIA L40S, PCI-E Slot 3"),
                    Map.entry("boards", "MI210"),
                    Map.entry("window", "4096"),
                    Map.entry("bits", "39"),
                    Map.entry("gpu", "NVIDIA L40S, PCI-E Slot 3"),
                    Map.entry("cards", "0000:41:00.0 L40S"),
                    Map.entry("settings", "ProcAmdIoVt: Disabled -> Enabled"),
                    Map.entry("is", "vmx-11"),
                    Map.entry("wanted", "L40S"),
                    Map.entry("needed", "vmx-13"),
                    Map.entry("memory", "768 GiB"),
                    Map.entry("model", "L40Z"),
                    Map.entry("present", "2"),
                    Map.entry("holders", "gpu01, gpu03"),
                    Map.entry("address", "0000:41:00.0"),
                    Map.entry("agreed", "10de:26b9 10de:1851"),
                    Map.entry("found", "10de:2330 10de:16c1 H100"),
                    Map.entry("question", "Was it moved or copied?"),
                    Map.entry("what", "config.flags"),
                    Map.entry("count", "20"),
                    Map.entry("limit", "16"),
                    Map.entry("hardware", "vmx-19"),
                    Map.entry("most", "128"),
                    Map.entry("nodes", "0, 1"),
                    Map.entry("keys", "hypervisor.cpuid.v0 = FALSE"),
                    Map.entry("by", "com.vmware.vim.eam"),
                    Map.entry("use", "datastore1"),
                    Map.entry("name", "AD102GL [L40S]"),
                    Map.entry("card", "0000:41:00.0"),
                    Map.entry("cardMode", "VGPU_SAME_SIZE"),
                    Map.entry("holder", "gpu01"),
                    Map.entry("power", "poweredOff"),
                    Map.entry("labels", "ai-gpu"),
                    Map.entry("cluster", "ai"),
                    Map.entry("names", "esxi02.example.com"),
                    Map.entry("others", "esxi02.example.com"),
                    Map.entry("drs", "partiallyAutomated"),
                    Map.entry("devices", "MT2892 (0000:21:00.0, 15b3:101d)"),
                    Map.entry("system", "ubuntu 24.04"));

    private CheckPages() {}

    /// Everything that has a page: what is fine has none.
    public static List<CheckCode> codes() {
        return Arrays.stream(CheckCode.values()).filter(c -> c.severity() != Severity.OK).toList();
    }

    public static String page(CheckCode code) {
        return "# " + code.code() + "\n\n" + section(code);
    }

    /// The page without its heading, for a code that `diagnose` knows as well.
    public static String section(CheckCode code) {
        var text = new StringBuilder();
        text.append("Severity: ").append(code.severity()).append(".\n\n");
        text.append("**What.** ").append(say("check.", code)).append("\n\n");
        text.append("**Fix.** ").append(say("fix.", code)).append("\n\n");
        text.append("Values in these sentences are those of an example.\n\n");
        if (code == CheckCode.PRIVILEGES_MISSING) {
            text.append("On the host:\n\n").append(list(Privileges.required(On.HOST)));
            text.append("\nOn the first accessible datastore of the host, by name:\n\n")
                    .append(list(Privileges.required(On.DATASTORE)));
            text.append("\nOn each VM:\n\n").append(list(Privileges.required(On.VM)));
            text.append("\nOn the cluster of a VM, and on its datacenter:\n\n")
                    .append(list(Privileges.required(On.EVERYTHING)))
                    .append('\n');
        }
        text.append("Look for it before anything is changed: `thruway check`.\n");
        return text.toString();
    }

    private static String list(List<String> items) {
        return items.stream().map(i -> "- `" + i + "`\n").collect(Collectors.joining());
    }

    /// The part of the index that lists them.
    public static String index() {
        var rows =
                codes().stream()
                        .map(c ->
                                "| [%s](%s.md) | %s | %s |\n"
                                        .formatted(
                                                c.code(),
                                                c.code(),
                                                c.severity(),
                                                say("check.", c)));
        return Stream.concat(
                        Stream.of(
                                "\nWhat `thruway check` finds before anything is changed.\n\n",
                                "| Code | Severity | What |\n|---|---|---|\n"),
                        rows)
                .collect(Collectors.joining());
    }

    private static String say(String prefix, CheckCode code) {
        return WORDS.say(prefix + code.code(), EXAMPLE);
    }
}
