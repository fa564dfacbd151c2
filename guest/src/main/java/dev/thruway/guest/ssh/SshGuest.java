package dev.thruway.guest.ssh;

import dev.thruway.guest.Bytes;
import dev.thruway.guest.Command;
import dev.thruway.guest.Elevation;
import dev.thruway.guest.ExecResult;
import dev.thruway.guest.GuestClient;
import dev.thruway.guest.GuestException;
import dev.thruway.guest.GuestFault;
import dev.thruway.guest.GuestTrace;
import dev.thruway.guest.GuestTrace.Answer;
import dev.thruway.guest.GuestTrace.Exchange;
import dev.thruway.guest.GuestTrace.Request;
import dev.thruway.guest.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A machine reached by SSH.
///
/// Connects at the first call and again after the connection was lost. A deadline that passes
/// closes the program's channel; what the program then does is up to it.
///
/// A credential that was refused is not sent again: the same fault answers every later call, since
/// each further attempt may lock the account.
public final class SshGuest implements GuestClient {

    private final SshTarget target;
    private final SshLimits limits;
    private final GuestTrace trace;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Redaction redaction;
    private final ReentrantLock opening = new ReentrantLock();
    private @Nullable SshConnection connection;
    private @Nullable Boolean sudoAsks;
    private @Nullable GuestException loginRefusal;
    private final Map<Elevation, GuestException> sudoRefusals = new ConcurrentHashMap<>();

    /// @param random names temporary files; must not be predictable on a machine that is shared
    public SshGuest(
            SshTarget target,
            SshLimits limits,
            GuestTrace trace,
            InstantSource clock,
            RandomGenerator random) {
        this.target = target;
        this.limits = limits;
        this.trace = trace;
        this.clock = clock;
        this.random = random;
        this.redaction = new Redaction(target);
    }

    public SshTarget target() {
        return target;
    }

    @Override
    public ExecResult run(Command command) {
        if (command.elevation() instanceof Elevation.Sudo(var password)) {
            password.ifPresent(redaction::hide);
        }
        throwAgain(sudoRefusals.get(command.elevation()));
        var elevated =
                switch (command.elevation()) {
                    case Elevation.None() -> SudoWords.plain(command);
                    case Elevation.Sudo(Optional<Secret> password) ->
                            password.isPresent() && sudoAsks()
                                    ? SudoWords.asking(command, password.get())
                                    : SudoWords.notAsking(command);
                };
        try {
            var result = traced(command, () -> Exec.run(connection(), elevated, command));
            return SudoWords.authenticated(command, result);
        } catch (GuestException e) {
            if (e.fault() instanceof GuestFault.NotAuthenticated(var method, _)
                    && method.equals("sudo")) {
                sudoRefusals.put(command.elevation(), e);
            }
            throw e;
        } finally {
            Arrays.fill(elevated.stdin(), (byte) 0);
        }
    }

    private static void throwAgain(@Nullable GuestException refusal) {
        if (refusal != null) {
            throw new GuestException(refusal.request(), refusal.fault(), refusal);
        }
    }

    /// Whether sudo wants a password here. Were one sent that it does not read, the program would
    /// find it at the head of its own input.
    private boolean sudoAsks() {
        var known = sudoAsks;
        if (known == null) {
            var probe = Command.of("sudo", "-k", "-n", "true");
            known =
                    !traced(probe, () -> Exec.run(connection(), SudoWords.plain(probe), probe))
                            .ok();
            sudoAsks = known;
        }
        return known;
    }

    @Override
    public void put(String path, Bytes content, int mode, Elevation elevation) {
        requireAbsolute(path);
        var random16 = new byte[16];
        random.nextBytes(random16);
        var suffix = ".thruway-" + HexFormat.of().formatHex(random16);
        switch (elevation) {
            case Elevation.None() -> putAsLogin(path, path + suffix, content, mode);
            case Elevation.Sudo _ -> {
                // The login cannot write beside the target, and /tmp may be another file system.
                var staged = "/tmp/" + suffix.substring(1);
                orRemove(
                        staged,
                        Elevation.NONE,
                        () -> {
                            stage(path, staged, content, mode);
                            orRemove(
                                    path + suffix,
                                    elevation,
                                    () -> install(path, staged, path + suffix, mode, elevation));
                        });
                run(Command.of("rm", "-f", "--", staged));
            }
        }
    }

    private void putAsLogin(String path, String staged, Bytes content, int mode) {
        orRemove(
                staged,
                Elevation.NONE,
                () -> {
                    stage(path, staged, content, mode);
                    run(Command.of("mv", "-f", "-T", "--", staged, path)).requireOk("put " + path);
                });
    }

    private void stage(String path, String staged, Bytes content, int mode) {
        transfer(
                new Request.Put(path, redaction.text(text(content))),
                () -> Sftp.write(connection(), staged, content, mode));
    }

    private void install(String path, String staged, String beside, int mode, Elevation root) {
        var install =
                Command.of(
                        "install",
                        "-T",
                        "-o",
                        "root",
                        "-g",
                        "root",
                        "-m",
                        Integer.toOctalString(mode),
                        "--",
                        staged,
                        beside);
        run(install.as(root)).requireOk("put " + path);
        var rename = Command.of("mv", "-f", "-T", "--", beside, path);
        run(rename.as(root)).requireOk("put " + path);
    }

    /// Does work that makes a temporary file, and removes it where the work fails. Why it failed is
    /// not hidden by a removal that fails as well.
    private void orRemove(String temporary, Elevation elevation, Runnable work) {
        try {
            work.run();
        } catch (GuestException e) {
            try {
                run(Command.of("rm", "-f", "--", temporary).as(elevation));
            } catch (GuestException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
    }

    @Override
    public Optional<Bytes> get(String path, int limit, Elevation elevation) {
        requireAbsolute(path);
        if (elevation instanceof Elevation.None) {
            return transfer(new Request.Get(path), () -> Sftp.read(connection(), path, limit));
        }
        if (run(Command.of("test", "-e", path).as(elevation)).code() == 1) {
            return Optional.empty();
        }
        var cat = Command.of("cat", "--", path).as(elevation).keeping(limit);
        var result = run(cat).requireOk("get " + path);
        if (result.stdout().truncated()) {
            throw new GuestException("get " + path, tooLarge(limit));
        }
        return Optional.of(result.stdout().bytes());
    }

    static GuestFault tooLarge(int limit) {
        return new GuestFault.Rejected("too large", "the file is larger than " + limit + " bytes");
    }

    private static void requireAbsolute(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not an absolute path: " + path);
        }
    }

    private SshConnection connection() {
        opening.lock();
        try {
            var current = connection;
            if (current == null || !current.open()) {
                if (current != null) {
                    current.close();
                    connection = null;
                }
                throwAgain(loginRefusal);
                current = logIn();
                connection = current;
            }
            return current;
        } finally {
            opening.unlock();
        }
    }

    private SshConnection logIn() {
        try {
            return SshConnection.to(target, limits);
        } catch (GuestException e) {
            if (e.fault() instanceof GuestFault.NotAuthenticated) {
                loginRefusal = e;
            }
            throw e;
        }
    }

    private ExecResult traced(Command command, Supplier<ExecResult> work) {
        var request =
                new Request.Run(
                        command.argv().stream().map(redaction::text).toList(),
                        command.environment(),
                        as(command.elevation()),
                        redaction.text(text(command.stdin())));
        return observed(
                request,
                work,
                r ->
                        new Answer.Ended(
                                r.exit(),
                                redaction.text(r.stdoutText()),
                                redaction.text(r.stderrText())));
    }

    private static GuestTrace.As as(Elevation elevation) {
        return switch (elevation) {
            case Elevation.None() -> GuestTrace.As.LOGIN;
            case Elevation.Sudo _ -> GuestTrace.As.ROOT;
        };
    }

    private Optional<Bytes> transfer(Request request, Supplier<Optional<Bytes>> work) {
        return observed(
                request,
                work,
                found -> new Answer.Transferred(found.map(c -> redaction.text(text(c)))));
    }

    /// Text as it is, anything else by its length.
    private static String text(Bytes content) {
        var text = content.text();
        return text.indexOf('\0') >= 0 ? "(" + content + ")" : text;
    }

    private <T> T observed(Request request, Supplier<T> work, Function<T, Answer> describe) {
        if (trace.equals(GuestTrace.NONE)) {
            return work.get();
        }
        var start = clock.instant();
        try {
            var result = work.get();
            show(start, request, describe.apply(result));
            return result;
        } catch (GuestException e) {
            show(start, request, new Answer.None(redaction.text(e.fault().toString())));
            throw e;
        }
    }

    private void show(Instant start, Request request, Answer answer) {
        trace.record(
                new Exchange(
                        start,
                        Duration.between(start, clock.instant()),
                        target.toString(),
                        request,
                        answer));
    }

    @Override
    public void close() {
        opening.lock();
        try {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        } finally {
            opening.unlock();
        }
    }
}
