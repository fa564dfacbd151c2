package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.GoPeers;
import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every body of the whole test suite, read by govmomi and written again, means the same. The build
/// runs this after all other tests.
class WireTruthIT {

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private static Path bodies() throws IOException {
        var folder = Path.of(System.getProperty("thruway.bodies"));
        if (Files.notExists(folder)) {
            Peers.missing("no bodies were recorded in " + folder);
        }
        return folder;
    }

    private static Tool.Run compare(Path folder) throws Exception {
        var program = GoPeers.binary("wire").toString();
        return Tool.run(List.of(program, folder.toString()), Map.of(), folder, LIMIT);
    }

    @Test
    void everyBodyMeansToGovmomiWhatItMeansToUs() throws Exception {
        var run = compare(bodies());

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output()).containsPattern("[1-9]\\d* requests, [1-9]\\d* answers");
    }
}
