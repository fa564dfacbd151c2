package dev.thruway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.run.StepFailed;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.redfish.RedfishException;
import dev.thruway.redfish.RedfishFault;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.ConcurrentAccess;
import dev.thruway.vsphere.vim.NoPermission;
import dev.thruway.vsphere.vim.RestrictedVersion;
import dev.thruway.words.Language;
import dev.thruway.words.Words;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class CausesTest {

    /// One exception for each fault that a client knows.
    static Stream<RuntimeException> failures() {
        return Stream.of(
                        faults(VsphereFault.class).map(f -> new VsphereException("Login at x", f)),
                        faults(RedfishFault.class).map(f -> new RedfishException("GET", "x", f)),
                        faults(GuestFault.class).map(f -> new GuestException("run true on x", f)))
                .flatMap(all -> all);
    }

    private static <F> Stream<F> faults(Class<F> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(type -> sealed.cast(example(type)));
    }

    private static Object example(Class<?> type) {
        try {
            var components = type.getRecordComponents();
            var types =
                    Arrays.stream(components)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(Arrays.stream(types).map(CausesTest::value).toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.toString(), e);
        }
    }

    private static Object value(Class<?> type) {
        if (type == String.class) {
            return "evidence";
        }
        if (type == int.class) {
            return 418;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(5);
        }
        if (type == List.class) {
            return List.of("detail");
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        return new ConcurrentAccess(null, List.of());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFaultHasASentenceInBothLanguages(RuntimeException failure) {
        var phrase = Causes.of(failure);

        for (var language : Language.values()) {
            var words = Words.of(language, Engine.class, Knowledge.class);
            assertThat(words.has(phrase.key())).as(phrase.key()).isTrue();
            assertThat(say(words, phrase))
                    .as(language + " " + phrase)
                    .contains("x")
                    .doesNotContain("{");
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void whatTheServerSaidIsInTheSentence(Language language) {
        var phrase =
                Causes.of(
                        new VsphereException(
                                "PowerOnVM_Task",
                                new VsphereFault.Rejected(
                                        "GenericVmConfigFault",
                                        "Module failed.",
                                        List.of("line one", "line two"),
                                        new ConcurrentAccess(null, List.of()))));

        assertThat(Words.of(language, Engine.class).say(phrase.key(), phrase.args()))
                .contains("GenericVmConfigFault", "Module failed. (line one; line two)");
    }

    private static String say(Words words, Phrase phrase) {
        var values = new HashMap<String, String>(phrase.args());
        phrase.parts().forEach((name, part) -> values.put(name, say(words, part)));
        return words.say(phrase.key(), values);
    }

    @Test
    void whatWasAskedIsSaidInTheReadersLanguage() {
        var refused = new VsphereFault.NotAuthenticated("no");
        var phrase = Causes.of(new VsphereException("Login at 192.0.2.10", refused));

        assertThat(say(Words.of(Language.JA, Engine.class), phrase))
                .startsWith("192.0.2.10 への Login: ");
        assertThat(say(Words.of(Language.EN, Engine.class), phrase))
                .startsWith("Login at 192.0.2.10: ");
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void theMissingPrivilegeIsNamed(Language language) {
        var missing = new NoPermission(null, List.of(), null, "VirtualMachine.Config.Settings");
        var phrase =
                Causes.of(
                        new VsphereException(
                                "ReconfigVM_Task",
                                new VsphereFault.Rejected(
                                        "NoPermission", "Denied.", List.of(), missing)));

        assertThat(Words.of(language, Engine.class).say(phrase.key(), phrase.args()))
                .contains("ReconfigVM_Task", "VirtualMachine.Config.Settings", "Denied.");
    }

    @ParameterizedTest
    @CsvSource({"EN, evaluation licence", "JA, 評価版のライセンス"})
    void whatFreeEsxiRefusesIsSaidWithWhatToDo(Language language, String remedy) {
        var phrase =
                Causes.of(
                        new VsphereException(
                                "MakeDirectory",
                                new VsphereFault.Rejected(
                                        "RestrictedVersion",
                                        "Current license prohibits it.",
                                        List.of(),
                                        new RestrictedVersion(null, List.of()))));

        assertThat(Words.of(language, Engine.class).say(phrase.key(), phrase.args()))
                .contains("MakeDirectory", "Current license prohibits it.", remedy);
    }

    @Test
    void aRefusalOfAControllerWithoutAMessageNamesItsStatus() {
        var phrase =
                Causes.of(
                        new RedfishException(
                                "GET", "ilo", new RedfishFault.Rejected(503, "", "busy")));

        assertThat(phrase.args()).containsEntry("type", "HTTP 503");
    }

    @Test
    void aStepsOwnReasonIsKept() {
        var why = Phrase.of("run.no-datastore", "server", "host");

        assertThat(Causes.of(new StepFailed(why))).isEqualTo(why);
    }

    @Test
    void aMistakeOfOursIsNotExplainedAway() {
        var mistake = new IllegalStateException("ours");

        assertThatThrownBy(() -> Causes.of(mistake)).isSameAs(mistake);
    }
}
