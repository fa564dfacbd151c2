package dev.thruway.guest.cuda;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// One run of the CUDA check: `count` words, computed from `seed` on each GPU.
///
/// A fresh seed each time keeps a stored answer from passing for a computed one.
///
/// @param seed an unsigned 32-bit number
/// @param count 1 to 2^24 words
public record CudaCheck(long seed, int count) {

    /// A million words: enough blocks to reach every multiprocessor of the GPUs of today.
    public static final int DEFAULT_COUNT = 1 << 20;

    private static final int MAX_COUNT = 1 << 24;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    public CudaCheck {
        if (seed < 0 || seed > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("seed is no unsigned 32-bit number: " + seed);
        }
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count out of range 1..2^24: " + count);
        }
    }

    /// The program for x86_64 Linux.
    public static Bytes program() {
        try (var in = CudaCheck.class.getResourceAsStream("thruway-cuda-check")) {
            if (in == null) {
                throw new IllegalStateException("the CUDA check is missing from the build");
            }
            return Bytes.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs the program that was put at `path`. The first CUDA call after a boot may take long: the
    /// driver initialises the GPU then.
    public Command command(String path) {
        return Command.of(path, Long.toString(seed), Integer.toString(count)).within(LIMIT);
    }

    /// Reads what the program said; what it did not say in its own words is a fault.
    public CudaReport read(ExecResult result) {
        var report = new CudaReportReader(this).read(result.stdoutText());
        if (report.isEmpty()) {
            throw new GuestException(
                    "CUDA check",
                    new GuestFault.Malformed(
                            "exit %d: %s%s"
                                    .formatted(
                                            result.code(),
                                            result.stdoutText().strip(),
                                            result.stderrText().strip())));
        }
        return report.get();
    }

    /// The weighted sum of the words that a GPU must compute.
    public long expectedSum() {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += mix((int) seed + i) * (2 * i + 1);
        }
        return Integer.toUnsignedLong(sum);
    }

    private static int mix(int x) {
        int y = x * 1664525 + 1013904223;
        y = (y ^ (y >>> 13)) * (int) 2246822519L;
        return y ^ (y >>> 16);
    }
}
