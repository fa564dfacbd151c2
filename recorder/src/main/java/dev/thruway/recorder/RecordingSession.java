package dev.thruway.recorder;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// Listens to the lab's SOAP from the first test of a JVM to its last. JUnit finds it by its
/// service file.
public final class RecordingSession implements LauncherSessionListener {

    /// Held here, as a logger that nobody holds forgets its handlers.
    private static final Logger LAB = Logger.getLogger("dev.thruway.lab.soap");

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        WireRecorder.ofThisBuild()
                .ifPresent(recorder -> {
                    LAB.setUseParentHandlers(false);
                    LAB.setLevel(Level.ALL);
                    LAB.addHandler(new Listening(recorder));
                });
    }

    /// The parameters of each message are a request and its answer.
    private static final class Listening extends Handler {

        private final WireRecorder recorder;

        Listening(WireRecorder recorder) {
            this.recorder = recorder;
        }

        @Override
        public void publish(LogRecord message) {
            recorder.request(String.valueOf(message.getParameters()[0]));
            recorder.answer(String.valueOf(message.getParameters()[1]));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
