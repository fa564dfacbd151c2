package dev.thruway.interop.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The lab's answers look as a real server's do: for each property that was recorded and that the
/// lab serves, its elements stand where the recorded ones stand, say their types where those do,
/// and hold numbers, times and nothing where those do.
class LabAnswersIT {

    /// Recorded from a vCenter 8.0.3; the other recordings are of older servers.
    private static final String NEW = "test_json_";

    /// Where the lab looks different, and why that is right.
    private static final Map<String, String> JUSTIFIED = Map.of();

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
        differences.removeIf(JUSTIFIED::containsKey);

        assertThat(asked).hasSizeGreaterThan(100);
        assertThat(differences).isEmpty();
    }
}
