package dev.thruway.lab.guest.os;

import dev.thruway.lab.guest.fs.FileSystem;
import dev.thruway.lab.guest.fs.Paths;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.shell.ProcessContext;
import dev.thruway.lab.guest.shell.Streams;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// One run of a program: its arguments, and everything that it can reach.
///
/// @param argv the name under which it was called, and its arguments
/// @param version of the program, as its file says
public record Invocation(
        OperatingSystem os, List<String> argv, String version, ProcessContext context) {

    public Invocation {
        argv = List.copyOf(argv);
    }

    public String name() {
        return Paths.name(argv.getFirst());
    }

    public List<String> args() {
        return argv.subList(1, argv.size());
    }

    public User user() {
        return context.user();
    }

    public FileSystem files() {
        return os.files();
    }

    public Streams streams() {
        return context.streams();
    }

    /// A path as seen from the working directory.
    public String path(String text) {
        return Paths.resolve(context.directory(), text);
    }

    public void print(String text) {
        write(streams().out(), text.getBytes(StandardCharsets.UTF_8));
    }

    public void line(String text) {
        print(text + "\n");
    }

    public void print(byte[] bytes) {
        write(streams().out(), bytes);
    }

    /// A line on standard error, as it is.
    public void complain(String text) {
        write(streams().err(), (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// A complaint under the program's name; answers the exit code to return.
    public int fail(int code, String text) {
        complain(name() + ": " + text);
        return code;
    }

    private static void write(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All of standard input.
    public byte[] input() {
        try {
            return streams().in().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lets physical work pass.
    public void work(Duration real) throws InterruptedException {
        os.clock().pause(real);
    }

    /// Another run with the rest of the arguments.
    public Invocation with(List<String> otherArgv) {
        return new Invocation(os, otherArgv, version, context);
    }
}
