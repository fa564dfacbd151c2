package dev.thruway.cli.trust;

import dev.thruway.cli.CommandContext;
import dev.thruway.cli.ExitCode;
import dev.thruway.cli.Failure;
import dev.thruway.cli.output.Printable;
import dev.thruway.cli.terminal.Answer;
import dev.thruway.cli.trust.Presented.Stranger;
import dev.thruway.domain.text.Phrase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/// Asks a person about machines that nothing speaks for, and remembers the answer.
public final class FirstContacts {

    private final CommandContext context;
    private final KnownFingerprints known;
    private final InstantSource clock;
    private final String who;
    private final ReentrantLock asking = new ReentrantLock();
    private final Set<Peer> refused = new HashSet<>();

    /// @param who is noted beside what is accepted, such as `tanaka@admin-pc`
    public FirstContacts(
            CommandContext context, KnownFingerprints known, InstantSource clock, String who) {
        this.context = context;
        this.known = known;
        this.clock = clock;
        this.who = who;
    }

    /// Looks at those of them that are not known, at once, and asks about each stranger. Throws
    /// [Failure] where one was not accepted; where nobody can be asked, after saying of each what
    /// to add where.
    public void settle(List<Contact> contacts) {
        var unanswered = new ArrayList<Peer>();
        for (var entry : strangers(contacts).entrySet()) {
            var contact = entry.getKey();
            switch (ask(contact, entry.getValue())) {
                case ACCEPTED -> {}
                case DECLINED ->
                        throw new Failure(
                                ExitCode.WAITING,
                                Phrase.of("cli.trust.declined", "name", contact.peer().name()));
                case NOBODY_THERE -> unanswered.add(contact.peer());
            }
        }
        if (!unanswered.isEmpty()) {
            throw new Failure(
                    ExitCode.WAITING,
                    Phrase.of("cli.trust.unanswered", "count", unanswered.size()));
        }
    }

    /// Whether a stranger that is met later on is accepted. Asked once of each.
    public boolean accepts(Contact contact, Stranger stranger) {
        asking.lock();
        try {
            if (known.of(contact.peer()).stream().anyMatch(stranger.fingerprint()::equals)) {
                return true;
            }
            if (refused.contains(contact.peer())) {
                return false;
            }
            boolean accepted = ask(contact, stranger) == Verdict.ACCEPTED;
            if (!accepted) {
                refused.add(contact.peer());
            }
            return accepted;
        } finally {
            asking.unlock();
        }
    }

    private Map<Contact, Stranger> strangers(List<Contact> contacts) {
        var unknown = new LinkedHashMap<String, Contact>();
        contacts.stream()
                .filter(contact -> known.of(contact.peer()).isEmpty())
                .forEach(c -> unknown.putIfAbsent(c.peer().kind() + c.peer().address(), c));
        if (unknown.isEmpty()) {
            return Map.of();
        }
        var looks = new LinkedHashMap<Contact, Future<Presented>>();
        try (var _ = context.console().spinner(context.say("cli.trust.looking"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            unknown.values().forEach(c -> looks.put(c, threads.submit(() -> c.look().get())));
        }
        var strangers = new LinkedHashMap<Contact, Stranger>();
        for (var look : looks.entrySet()) {
            if (shown(look.getValue()) instanceof Stranger stranger) {
                strangers.put(look.getKey(), stranger);
            }
        }
        return strangers;
    }

    /// What a look found. One that failed must not pass for a machine that is no stranger.
    private static Presented shown(Future<Presented> look) {
        return switch (look.state()) {
            case SUCCESS -> look.resultNow();
            case FAILED -> throw unchecked(look.exceptionNow());
            case CANCELLED, RUNNING -> throw new CancellationException("a look was cut off");
        };
    }

    private static RuntimeException unchecked(Throwable thrown) {
        return switch (thrown) {
            case RuntimeException e -> e;
            case Error e -> throw e;
            default -> new IllegalStateException(thrown);
        };
    }

    private enum Verdict {
        ACCEPTED,
        DECLINED,
        NOBODY_THERE
    }

    private Verdict ask(Contact contact, Stranger stranger) {
        var peer = contact.peer();
        var question =
                String.join("\n", introduction(contact, stranger))
                        + "\n"
                        + context.say("cli.trust.question");
        return switch (context.console().ask(question)) {
            case Answer.Typed(var text) when isYes(text, stranger) -> {
                known.add(peer, stranger.fingerprint(), clock.instant(), who);
                context.console()
                        .note(
                                context.say(
                                        "cli.trust.kept",
                                        "name",
                                        peer.name(),
                                        "file",
                                        known.file()));
                yield Verdict.ACCEPTED;
            }
            case Answer.Typed _ -> Verdict.DECLINED;
            case Answer.NobodyThere _ -> {
                context.console().note(String.join("\n", refusal(contact, stranger)));
                yield Verdict.NOBODY_THERE;
            }
        };
    }

    /// Yes, or the fingerprint itself as it was read elsewhere.
    private static boolean isYes(String typed, Stranger stranger) {
        return switch (typed.toLowerCase(Locale.ROOT)) {
            case "yes", "y", "はい" -> true;
            default -> bare(typed).equals(bare(stranger.fingerprint()));
        };
    }

    /// Without what tools write around it: `sha256:` and colons of a certificate's, and its case.
    private static String bare(String fingerprint) {
        return fingerprint.startsWith("SHA256:") && !fingerprint.matches("SHA256:[0-9A-Fa-f:]+")
                ? fingerprint
                : fingerprint
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("^sha-?256(:| fingerprint=)", "")
                        .replace(":", "");
    }

    private List<String> introduction(Contact contact, Stranger stranger) {
        var peer = contact.peer();
        var lines = new ArrayList<String>();
        lines.add(context.say(first(peer), "name", peer.name(), "address", peer.address()));
        lines.add("  " + stranger.fingerprint());
        stranger.details()
                .forEach(d ->
                        lines.add("  " + context.say(d.key(), "value", Printable.line(d.value()))));
        lines.add(context.say(compare(peer)));
        return lines;
    }

    private static String first(Peer peer) {
        return switch (peer.kind()) {
            case HTTPS -> "cli.trust.first-certificate";
            case SSH -> "cli.trust.first-host-key";
        };
    }

    private static String compare(Peer peer) {
        return switch (peer.kind()) {
            case HTTPS -> "cli.trust.compare-certificate";
            case SSH -> "cli.trust.compare-host-key";
        };
    }

    private List<String> refusal(Contact contact, Stranger stranger) {
        var lines = new ArrayList<>(introduction(contact, stranger));
        lines.add(context.say(contact.remedy().apply(stranger.fingerprint())));
        return lines;
    }
}
