package dev.thruway.lab.sshd;

import dev.thruway.lab.fault.Effect;
import dev.thruway.lab.fault.Endpoint;
import dev.thruway.lab.fault.FaultRule;
import dev.thruway.lab.fault.FaultRules;
import dev.thruway.lab.fault.Instead;
import dev.thruway.lab.fault.Operation;
import dev.thruway.lab.fault.SaidFault;
import dev.thruway.lab.guest.shell.Streams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.server.session.ServerSession;

/// What goes wrong by rule at one guest's sshd. A refused command writes the fault's message to its
/// standard error and exits with 1, or with the fault's field `exitStatus`.
public final class SshFaults {

    private static final Duration FOREVER = Duration.ofDays(1);
    private static final int LOST = 255;
    private static final Pattern STATUS = Pattern.compile("[0-9]{1,3}");

    private final FaultRules rules;
    private final Endpoint endpoint;

    /// What a command does.
    @FunctionalInterface
    interface Work {
        int run(Streams streams) throws InterruptedException;
    }

    public SshFaults(FaultRules rules, Endpoint endpoint) {
        this.rules = rules;
        this.endpoint = endpoint;
    }

    private Optional<FaultRule> due(String operation, String object) {
        return rules.due(endpoint, new Operation(operation, List.of(object)));
    }

    /// Whether a login that is right is let in.
    boolean letsIn(String user, ServerSession session) {
        var rule = due("login", user);
        try {
            return rule.isEmpty() || passes(rule.get(), session);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Throws where the subsystem is not to be had.
    void opensSftp(ServerSession session) throws IOException {
        var rule = due("sftp", "sftp");
        try {
            if (rule.isPresent() && !passes(rule.get(), session)) {
                throw new IOException("subsystem request failed");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("the guest is going down");
        }
    }

    /// Of what is no command, only whether it is there can go wrong.
    private static boolean passes(FaultRule rule, ServerSession session)
            throws InterruptedException {
        Thread.sleep(rule.delay());
        return switch (rule.effect()) {
            case Effect.Late() -> true;
            case Effect.Refused _, Effect.TaskFails _ -> false;
            case Effect.Replaced(var instead) -> {
                if (instead == Instead.HANG) {
                    Thread.sleep(FOREVER);
                }
                session.close(true);
                yield false;
            }
        };
    }

    /// Runs a command, or does what a rule says instead.
    ///
    /// @return its exit status
    int exec(String line, ServerSession session, Streams streams, Work work)
            throws IOException, InterruptedException {
        var rule = due("exec", line);
        if (rule.isEmpty()) {
            return work.run(streams);
        }
        Thread.sleep(rule.get().delay());
        return switch (rule.get().effect()) {
            case Effect.Late() -> work.run(streams);
            case Effect.Refused(var fault) -> refused(fault, streams);
            case Effect.TaskFails(var fault) -> refused(fault, streams);
            case Effect.Replaced(var instead) -> instead(instead, session, streams, work);
        };
    }

    private static int refused(SaidFault fault, Streams streams) throws IOException {
        streams.err().write((fault.message() + "\n").getBytes(StandardCharsets.UTF_8));
        var status = fault.fields().getOrDefault("exitStatus", "1");
        return STATUS.matcher(status).matches() ? Integer.parseInt(status) : 1;
    }

    private static int instead(Instead instead, ServerSession session, Streams streams, Work work)
            throws IOException, InterruptedException {
        return switch (instead) {
            case WRONG_CONTENT_TYPE -> work.run(streams);
            case DROP, HTTP_503, EXPIRE_SESSION -> gone(session);
            case RESET_HALFWAY -> {
                halfOf(work, streams);
                yield gone(session);
            }
            case TRUNCATED -> halfOf(work, streams);
            case HANG -> {
                Thread.sleep(FOREVER);
                yield LOST;
            }
            case GARBAGE -> {
                streams.out().write(Instead.garbage());
                yield 0;
            }
            case HUGE -> endless(streams.out());
        };
    }

    private static int gone(ServerSession session) {
        session.close(true);
        return LOST;
    }

    /// Does the work, and hands on half of what it writes.
    private static int halfOf(Work work, Streams streams) throws IOException, InterruptedException {
        var whole = new ByteArrayOutputStream();
        int status = work.run(new Streams(streams.in(), whole, streams.err()));
        streams.out().write(whole.toByteArray(), 0, whole.size() / 2);
        streams.out().flush();
        return status;
    }

    /// Until the client goes.
    private static int endless(OutputStream out) throws IOException {
        var blanks = " ".repeat(8192).getBytes(StandardCharsets.US_ASCII);
        while (!Thread.currentThread().isInterrupted()) {
            out.write(blanks);
        }
        return LOST;
    }
}
