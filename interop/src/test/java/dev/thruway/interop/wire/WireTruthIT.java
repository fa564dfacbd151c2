package dev.thruway.interop.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.interop.GoPeers;
import dev.thruway.interop.Peers;
import dev.thruway.interop.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Every body of the whole test suite, read by govmomi and written again, means the same. It is the
/// last class of the last module, in the order of `junit-platform.properties`.
class WireTruthIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);

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
    void everyBodyMeansToGovmomiWhatItMeansToUs() throws Exception {
        var run = compare(bodies());

        assertThat(run.exit()).as(run.output()).isZero();
        assertThat(run.output())
                .containsPattern("\\d+ requests \\([1-9]\\d* ours\\), [1-9]\\d* answers");
    }
}
