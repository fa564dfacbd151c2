package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.spec.Endpoint;
import dev.thruway.domain.spec.GpuWish;
import dev.thruway.domain.spec.Placement;
import dev.thruway.domain.spec.Policy;
import dev.thruway.domain.spec.SecretRef;
import dev.thruway.domain.spec.Spec;
import dev.thruway.domain.spec.Trust;
import dev.thruway.domain.spec.Vcenter;
import dev.thruway.domain.spec.Vm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecWriterTest {

    static Stream<Path> good() {
        return Corpus.good();
    }

    private static Spec parse(String name, String text) {
        var source = new Source(name, Corpus.FOLDER, text);
        var result = new SpecParser(Corpus.HOME).parse(List.of(source), new Problems());
        assertThat(result).as(name).isInstanceOf(SpecResult.Read.class);
        return ((SpecResult.Read) result).spec();
    }

    @ParameterizedTest
    @MethodSource("good")
    void whatItWritesReadsAsTheSame(Path file) throws IOException {
        var spec = parse(file.toString(), Files.readString(file));
        var written = SpecWriter.write(spec);
        assertThat(parse("written", written)).as(written).isEqualTo(spec);
    }

    @ParameterizedTest
    @MethodSource("good")
    void forOthersItWritesNoReferenceToASecret(Path file) throws IOException {
        var written = SpecWriter.withoutSecrets(parse("x", Files.readString(file)));
        assertThat(written).doesNotContain("command:", "file:");
        assertThat(written.lines().filter(l -> l.contains("env:")))
                .allMatch(l -> l.contains("REMOVED"));
        parse("written", written);
    }

    /// What the readers of some version of YAML take for no text.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "~",
                "null",
                "Null",
                "TRUE",
                "False",
                "yes",
                "off",
                "0x1F",
                "0o17",
                "1e3",
                ".5",
                ".inf",
                "+12",
                "012",
                "1_000",
                "12:30:45",
                "2024-01-01",
                "<<",
                "=",
                "---",
                "- a",
                "a: b",
                "a #b",
                "#a",
                "[a]",
                "{a}",
                "\"a",
                "'a",
                "&a",
                "*a",
                "!a",
                "%2f",
                "@a",
                "`",
                "| a",
                "> a",
                "? a",
                ": a",
                "a:",
                " a ",
                "仮想 \ud83d\ude00",
                "a\u0085b\u2028c"
            })
    void everyTextIsReadBackAsItWas(String text) {
        var name = text.replaceAll("\\p{Cc}", "");
        var vm =
                new Vm(
                        name,
                        new Placement.InCluster("vc", name),
                        Optional.of(text),
                        List.of(new GpuWish.Dynamic(Optional.empty(), Optional.of(text), 1)),
                        Vm.SecureBoot.LEFT_ALONE,
                        Vm.FirmwareConversion.NEVER,
                        Optional.empty());
        var endpoint =
                new Endpoint(
                        URI.create("https://vc"),
                        text,
                        new SecretRef.Command(List.of("echo", text), Corpus.FOLDER),
                        new Trust.Unstated());
        var spec =
                new Spec(
                        List.of(new Vcenter("vc", endpoint)),
                        List.of(),
                        List.of(vm),
                        Policy.DEFAULT);
        var written = SpecWriter.write(spec);
        assertThat(parse("written", written)).as(written).isEqualTo(spec);
    }
}
