package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.GoPeers;
import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every body of the whole test suite, read by govmomi and written again, means the same. Its
/// package is the last of the last module, by the order of `junit-platform.properties`; the bodies
/// of a module whose tests were not run again are those of its last run.
class WireTruthIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// The way in to esxcli, which no published description has.
    private static final Set<String> UNPUBLISHED =
            Set.of("RetrieveManagedMethodExecuter", "ExecuteSoap");

    private static Path bodies() {
        var own = System.getProperty("thruway.wire");
        if (own == null) {
            Peers.missing("nothing was recorded: Maven names the folder");
        }
        return Path.of(String.valueOf(own)).getParent();
    }

    private static Tool.Run compare(Path folder) throws Exception {
        var program = GoPeers.binary("wire").toString();
        return Tool.run(List.of(program, folder.toString()), Map.of(), folder, LIMIT);
    }

    @Test
    void everyMethodThatWeCallIsOneOfTheObjectsWithItsParametersInOrder() throws Exception {
        var sent = SentRequest.in(bodies());
        assertThat(sent).hasSizeGreaterThan(10);
        var names = new TreeSet<String>();
        sent.forEach(r -> names.addAll(List.of(r.method(), r.object())));
        var tables = TypeTables.of(names);
        for (var request : sent) {
            if (UNPUBLISHED.contains(request.method())) {
                continue;
            }
            var known = tables.methods().get(request.method());
            assertThat(known).as(request.toString()).isNotNull();
            assertThat(known.parameters())
                    .as(request.toString())
                    .filteredOn(request.arguments()::contains)
                    .isEqualTo(request.arguments());
            assertThat(Stream.concat(Stream.of(request.object()), bases(tables, request.object())))
                    .as(request.toString())
                    .contains(known.object());
        }
    }

    private static Stream<String> bases(TypeTables tables, String object) {
        return tables.objects().getOrDefault(object, List.of()).stream();
    }

    @Test
    void everyBodyMeansToGovmomiWhatItMeansToUs() throws Exception {
        var run = compare(bodies());

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).containsPattern("[1-9]\\d* requests, [1-9]\\d* answers");
    }
}
