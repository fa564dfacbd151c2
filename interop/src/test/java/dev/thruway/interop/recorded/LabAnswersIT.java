package dev.thruway.interop.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.GoPeers;
import dev.thruway.interop.Tool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lab's answers look as a real server's do: for each property that was recorded and that the
/// lab serves, its elements stand where the recorded ones stand, say their types where those do,
/// and hold numbers, times and nothing where those do.
class LabAnswersIT {

    /// Recorded from a vCenter 8.0.3; the other recordings are of older servers.
    private static final String NEW = "test_json_";

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String NOT_MODELLED = "nothing of ours reads it, and no peer needs it";
    private static final String NO_GPU = "the recorded host is a VM without a GPU";
    private static final String NO_NOTE = "an empty note is an empty text";

    /// Where the lab looks different, and why that is right.
    private static final Map<String, String> JUSTIFIED =
            Map.ofEntries(
                    Map.entry("Datastore.iormConfiguration is nothing, not []", NOT_MODELLED),
                    Map.entry("HostSystem.licensableResource is nothing, not []", NOT_MODELLED),
                    Map.entry("HostSystem.systemResources is nothing, not []", NOT_MODELLED),
                    Map.entry("VirtualMachine.capability is nothing, not []", NOT_MODELLED),
                    Map.entry("VirtualMachine.layout is nothing, not []", NOT_MODELLED),
                    Map.entry("VirtualMachine.storage is nothing, not []", NOT_MODELLED),
                    Map.entry("VirtualMachine.resourceConfig is nothing, not []", NOT_MODELLED),
                    Map.entry(
                            "HostSystem.hardware/returnval[HostHardwareInfo]/numaInfo/numaNode/pciId"
                                + " is not there",
                            "the recorded host has no PCI function near a processor"),
                    Map.entry(
                            "HostSystem.config/returnval[HostConfigInfo]/pciPassthruInfo/"
                                    + "dependentDevice is words, not [nothing]",
                            NO_GPU),
                    Map.entry(
                            "HostSystem.config/returnval[HostConfigInfo]/graphicsInfo is not there",
                            NO_GPU),
                    Map.entry(
                            "VirtualMachine.config/returnval[VirtualMachineConfigInfo]/annotation"
                                    + " is nothing, not [words]",
                            NO_NOTE),
                    Map.entry(
                            "VirtualMachine.summary/returnval[VirtualMachineSummary]/config/"
                                    + "annotation is nothing, not [words]",
                            NO_NOTE));

    private static final AnswerForms FORMS = new AnswerForms();
    private static List<Recordings.Exchange> recorded = List.of();
    private static final LabHost LAB = new LabHost("seed");

    @BeforeAll
    static void read() {
        recorded =
                Recordings.all().stream()
                        .filter(e -> e.file().startsWith(NEW))
                        .filter(e -> !e.answer().contains(":Fault>"))
                        .toList();
        recorded.forEach(e -> FORMS.learn(place(e), e.answer()));
    }

    private static String place(Recordings.Exchange exchange) {
        return exchange.object()
                + "."
                + (exchange.property().isEmpty() ? exchange.method() : exchange.property());
    }

    /// That it finds nothing in what a real server said shows that what it tolerates is right.
    @Test
    void govmomiReadsAndWritesEveryRecordedAnswerAsItStands(@TempDir Path folder) throws Exception {
        for (int i = 0; i < recorded.size(); i++) {
            Files.writeString(folder.resolve("answer-" + i + ".xml"), recorded.get(i).answer());
        }
        var wire = GoPeers.binary("wire").toString();
        var run = Tool.run(List.of(wire, folder.toString()), Map.of(), folder, LIMIT);

        assertThat(run.output()).contains(recorded.size() + " answers", " 0 differences");
    }

    @Test
    void lookAsRecordedOnes() {
        var asked = new TreeSet<String>();
        var differences = new ArrayList<String>();
        for (var exchange : recorded) {
            if (!exchange.method().equals("Fetch") || !asked.add(place(exchange))) {
                continue;
            }
            var answer = LAB.fetch(exchange.object(), exchange.property());
            if (answer.status() == 200) {
                differences.addAll(FORMS.differences(place(exchange), answer.bodyText()));
            }
        }

        assertThat(asked).hasSizeGreaterThan(100);
        assertThat(differences).containsExactlyInAnyOrderElementsOf(JUSTIFIED.keySet());
    }

    @Test
    void beginsASessionAsRecorded() {
        assertThat(FORMS.differences("SessionManager.Login", LAB.login.bodyText())).isEmpty();
    }

    /// A vCenter says `00000` for its patch level; its host says `3.0`, as the lab does.
    @Test
    void presentsItselfAsRecorded() {
        var content = LAB.call("RetrieveServiceContent", "ServiceInstance", "ServiceInstance", "");
        var place = "ServiceInstance.RetrieveServiceContent";

        assertThat(FORMS.differences(place, content.bodyText()))
                .containsExactly(place + "/returnval/about/patchLevel is words, not [a number]");
    }

    @Test
    void refusesAWrongPasswordAsRecorded() {
        var fault = new AnswerForms();
        Recordings.all().stream()
                .filter(e -> e.file().contains("bad_password") && e.method().equals("Login"))
                .forEach(e -> fault.learn("Login", e.answer()));

        var answer = LAB.login("wrong");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(fault.differences("Login", answer.bodyText())).isEmpty();
    }

    /// As the recorded head has it: the quotes are a part of the cookie.
    @Test
    void givesItsCookieInQuotes() {
        assertThat(LAB.login.headers().get("Set-Cookie"))
                .matches("vmware_soap_session=\"[0-9a-f]{40}\"; Path=/; HttpOnly; Secure;");
    }
}
