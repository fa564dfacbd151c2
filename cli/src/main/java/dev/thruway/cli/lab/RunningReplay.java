package dev.thruway.cli.lab;

import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.domain.text.Phrase;
import dev.thruway.lab.LabEndpoint;
import dev.thruway.lab.replay.Replay;
import dev.thruway.lab.replay.ReplayException;
import dev.thruway.spec.SpecWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A recording that is served again, with the file that leads to it.
final class RunningReplay implements AutoCloseable {

    private final Replay replay;
    private final Path home;

    private RunningReplay(Replay replay, Path home) {
        this.replay = replay;
        this.home = home;
    }

    /// Throws [Failure] where the folder is no recording, or is damaged.
    ///
    /// @param folder what `--trace` wrote
    static RunningReplay start(Path folder, int portBase, Path home) throws IOException {
        if (!Replay.isRecording(folder)) {
            throw new Failure(ExitCode.USAGE, Phrase.of("cli.lab.no-recording", "folder", folder));
        }
        try {
            return new RunningReplay(Replay.start(folder, portBase), home);
        } catch (ReplayException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    Phrase.of("cli.lab.bad-recording", "says", String.valueOf(e.getMessage())),
                    e);
        }
    }

    List<LabEndpoint> endpoints() {
        return replay.endpoints();
    }

    Map<String, String> environment() {
        return new LabVariables(endpoints()).all();
    }

    /// The user's own file, led to this recording; without one what the recording has of servers.
    String file() {
        var file = new ReplayFile(endpoints());
        return SpecWriter.write(
                replay.spec().flatMap(text -> file.of(text, home)).orElseGet(file::ofEndpoints));
    }

    @Override
    public void close() {
        replay.close();
    }
}
