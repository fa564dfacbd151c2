package dev.thruway.lab.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Engine;
import dev.thruway.engine.connect.Connections;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.lab.scenario.Scenarios;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is looked for is on another datastore, or on another host, or nowhere.
final class ElsewhereTest {

    @TempDir Path folder;

    private final InProcess lab = new InProcess(Scenarios.SEED);

    private InProcess answering(UnaryOperator<String> answers) {
        return lab.tapped(
                new InProcess.Tap() {
                    @Override
                    public String arrives(String answer) {
                        return answers.apply(answer);
                    }
                });
    }

    private Engine engine(InProcess from) {
        return Laptop.engine(from, Laptop.spec("gpu02", 1), folder, "test@here");
    }

    private HostMarks marks(InProcess from) {
        var spec = Laptop.spec("gpu02", 1);
        var connections = new Connections(spec, from);
        var host = connections.host(spec.server(InProcess.SERVER).orElseThrow());
        return HostMarks.of(host, lab.host().systemId()).orElseThrow();
    }

    @Test
    void theNotesAreFoundWhenAnotherDatastoreComesFirstByName() {
        var l40s = new PciIds(PciIds.NVIDIA, 0x26B9, PciIds.NVIDIA, 0x1851);
        var before = HostBefore.NOTHING.with(PciAddress.parse("0000:41:00.0"), false, l40s);
        marks(lab).write(before);

        var two =
                answering(answer ->
                        answer.replaceAll(
                                        "(?s)<objects>(?:(?!</objects>).)*<name>summary</name>.*?</objects>",
                                        "$0$0")
                                .replaceFirst(
                                        "(?s)(<name>summary</name>.*?<name>)datastore1<",
                                        "$1aaa<"));

        assertThat(marks(two).before()).contains(before);
    }

    @Test
    void withoutADatastoreThereIsNoLockAndNothingIsChanged() {
        var none =
                answering(answer ->
                        answer.replace(
                                "<accessible>true</accessible>", "<accessible>false</accessible>"));
        try (var engine = engine(none)) {
            var plan = Laptop.plan(engine);
            assertThat(plan.steps()).isNotEmpty();

            var refused = catchThrowableOfType(StepFailed.class, () -> Laptop.walk(engine, plan));

            assertThat(refused.phrase())
                    .isEqualTo(Phrase.of("run.no-datastore", "server", InProcess.SERVER));
        }
        assertThat(lab.host().available()).isEmpty();
        assertThat(lab.vm("gpu02").config().extraConfig()).doesNotContainKey("thruway.before");
    }

    @Test
    void aVmThatAVcenterMovedToAnotherHostIsNotTouched() {
        var moved =
                answering(answer ->
                        answer.replaceAll(
                                "(<name>runtime.host</name><val [^>]*>)[^<]*", "$1host-7"));
        try (var engine = engine(moved)) {
            var seen = Laptop.look(engine);

            assertThat(seen.vms().get("gpu02").state().whyUnknown())
                    .contains(
                            Phrase.of(
                                    "unread.vm-on-another-host",
                                    "vm",
                                    "gpu02",
                                    "host",
                                    lab.host().name(),
                                    "other",
                                    "host-7"));
            assertThat(engine.plan(seen, _ -> true).steps()).isEmpty();
        }
    }
}
