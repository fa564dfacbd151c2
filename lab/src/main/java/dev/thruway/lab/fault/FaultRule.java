package dev.thruway.lab.fault;

import java.time.Duration;
import java.util.Map;

/// Which calls go wrong, how often, and how. By itself a rule meets every call of its operation, at
/// every endpoint and for good, and does nothing to it.
///
/// @param endpoint `esxi`, `vcenter`, `bmc` or `ssh`, a name, or both: `bmc/dl385-01`; with `*` and
///   `?`
/// @param operation the SOAP method; the HTTP method of everything else; of SSH `login`, `exec` or
///   `sftp`; with `*` and `?`
/// @param object id, name or path; of SSH the account, the command or `sftp`; with `*` and `?`
/// @param after so many matching calls are let through first
/// @param count so many are met then
/// @param delay by the wall clock, before everything else
public record FaultRule(
        String endpoint,
        String operation,
        String object,
        int after,
        int count,
        Duration delay,
        Effect effect) {

    /// A count without an end.
    public static final int ALWAYS = Integer.MAX_VALUE;

    public FaultRule {
        if (after < 0 || count < 1 || delay.isNegative()) {
            throw new IllegalArgumentException(
                    "after %d, count %d, delay %s".formatted(after, count, delay));
        }
    }

    /// Every call of an operation.
    public static FaultRule on(String operation) {
        return new FaultRule("*", operation, "*", 0, ALWAYS, Duration.ZERO, new Effect.Late());
    }

    public FaultRule at(String where) {
        return new FaultRule(where, operation, object, after, count, delay, effect);
    }

    public FaultRule of(String which) {
        return new FaultRule(endpoint, operation, which, after, count, delay, effect);
    }

    public FaultRule after(int calls) {
        return new FaultRule(endpoint, operation, object, calls, count, delay, effect);
    }

    public FaultRule times(int calls) {
        return new FaultRule(endpoint, operation, object, after, calls, delay, effect);
    }

    public FaultRule late(Duration by) {
        return new FaultRule(endpoint, operation, object, after, count, by, effect);
    }

    public FaultRule does(Effect what) {
        return new FaultRule(endpoint, operation, object, after, count, delay, what);
    }

    public FaultRule instead(Instead what) {
        return does(new Effect.Replaced(what));
    }

    public FaultRule refused(String type, String message) {
        return does(new Effect.Refused(new SaidFault(type, message, Map.of())));
    }

    /// Whether a call is one that this rule is about.
    boolean isAbout(Endpoint where, Operation call) {
        var wanted = new NamePattern(endpoint);
        return (wanted.fits(where.kind())
                        || wanted.fits(where.name())
                        || wanted.fits(where.kind() + "/" + where.name()))
                && new NamePattern(operation).fits(call.name())
                && (object.equals("*")
                        || call.objects().stream().anyMatch(new NamePattern(object)::fits));
    }
}
