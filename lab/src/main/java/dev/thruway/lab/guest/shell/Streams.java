package dev.thruway.lab.guest.shell;

import java.io.InputStream;
import java.io.OutputStream;

/// Standard input, output and error.
public record Streams(InputStream in, OutputStream out, OutputStream err) {

    public Streams reading(InputStream other) {
        return new Streams(other, out, err);
    }

    public Streams writing(OutputStream other) {
        return new Streams(in, other, err);
    }

    public Streams complaining(OutputStream other) {
        return new Streams(in, out, other);
    }
}
