package dev.thruway.lab.guest.shell;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.shell.Statement.Redirect;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Opens what a redirection names and puts it in a stream's place.
final class Redirection {

    private final FileSystem files;
    private final ShellState state;
    private final Expansion expansion;
    private final List<FileOutput> opened;

    Redirection(FileSystem files, ShellState state, Expansion expansion, List<FileOutput> opened) {
        this.files = files;
        this.state = state;
        this.expansion = expansion;
        this.opened = opened;
    }

    Streams apply(Redirect redirect, Streams streams) throws InterruptedException {
        var target = expansion.text(redirect.target());
        return switch (redirect.kind()) {
            case READ ->
                    streams.reading(new ByteArrayInputStream(files.read(user(), path(target))));
            case HERE_DOCUMENT ->
                    streams.reading(
                            new ByteArrayInputStream(target.getBytes(StandardCharsets.UTF_8)));
            case WRITE -> {
                files.write(user(), path(target), new byte[0], 0644);
                yield writing(redirect.descriptor(), open(target), streams);
            }
            case APPEND -> {
                files.append(user(), path(target), new byte[0]);
                yield writing(redirect.descriptor(), open(target), streams);
            }
            case DUPLICATE ->
                    switch (target) {
                        case "1" -> writing(redirect.descriptor(), streams.out(), streams);
                        case "2" -> writing(redirect.descriptor(), streams.err(), streams);
                        case "-" ->
                                writing(
                                        redirect.descriptor(),
                                        OutputStream.nullOutputStream(),
                                        streams);
                        default -> streams;
                    };
        };
    }

    private static Streams writing(int descriptor, OutputStream out, Streams streams) {
        return descriptor == 2 ? streams.complaining(out) : streams.writing(out);
    }

    private FileOutput open(String target) {
        var file = new FileOutput(files, user(), path(target));
        opened.add(file);
        return file;
    }

    private User user() {
        return state.context(state.streams()).user();
    }

    private String path(String target) {
        return Paths.resolve(state.directory(), target);
    }
}
