package dev.thruway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.spec.Spec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
}
