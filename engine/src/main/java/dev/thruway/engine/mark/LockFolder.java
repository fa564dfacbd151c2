package dev.thruway.engine.mark;

import dev.thruway.engine.Clock;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.FileAlreadyExists;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A folder that is a lock: whoever makes it holds it, signs it, and while at work writes a file in
/// it that is different each time (docs/decisions/0014).
///
/// ```
/// lock/who.json    who, since when, and after how long a silence it may be taken over
/// lock/beat.json   a number that grows
/// lock/taken-over  a folder, while somebody takes it over: one of many can make it
/// ```
final class LockFolder {

    static final String NAME = "lock";
    static final String SIGNED = "who.json";

    /// How long nothing of a lock changes at most while its run is at work.
    static final Duration SILENCE = Duration.ofMinutes(2);

    /// How long a holder may rely on the lock without another look at it: what it asks a server for
    /// then, arrives before anybody takes the lock over.
    static final Duration TRUSTED = SILENCE.dividedBy(2);

    /// Of one that promises less than this, it is a person who says that its run has ended.
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

    private static final String BEAT = "beat.json";
    private static final String TAKEN_OVER = "taken-over";
    private static final String SILENCE_FIELD = "silenceSeconds";
    private static final int LIMIT = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatastoreFiles files;
    private final String datastore;
    private final String folder;
    private final AtomicLong beats = new AtomicLong();
    private volatile @Nullable String mine;

    /// @param above the folder in which the lock's is
    LockFolder(DatastoreFiles files, String datastore, String above) {
        this.files = files;
        this.datastore = datastore;
        this.folder = above + "/" + NAME;
    }

    /// Whether the folder was made just now, and was not there.
    boolean make() {
        return make(files, datastore, folder, DatastoreFiles.Parents.MUST_EXIST);
    }

    static boolean make(
            DatastoreFiles files, String datastore, String folder, DatastoreFiles.Parents parents) {
        try {
            files.makeDirectory(datastore, folder, parents);
            return true;
        } catch (VsphereException e) {
            if (e.fault() instanceof VsphereFault.Rejected(_, _, _, FileAlreadyExists _)) {
                return false;
            }
            throw e;
        }
    }

    /// Signs a lock that was just made. One that cannot be signed is given back: it would stop
    /// everybody, and nobody would know why. Answers who holds it where signing took so long that
    /// somebody may have taken it over meanwhile.
    ///
    /// @param asked when it was asked for
    Optional<Held> sign(Claim claim, Instant asked, Clock clock) {
        try {
            sign(claim, clock.now());
        } catch (VsphereException e) {
            files.delete(datastore, folder);
            throw e;
        }
        return unlessLate(asked, clock);
    }

    private Optional<Held> unlessLate(Instant asked, Clock clock) {
        return Duration.between(asked, clock.now()).compareTo(TRUSTED) > 0
                ? Optional.of(held())
                : Optional.empty();
    }

    private void sign(Claim claim, Instant now) {
        var node = JSON.createObjectNode();
        claim.write(node);
        node.put("since", now.truncatedTo(ChronoUnit.SECONDS).toString());
        node.put(SILENCE_FIELD, SILENCE.toSeconds());
        var text = node + "\n";
        files.write(datastore, folder + "/" + SIGNED, text);
        mine = text;
    }

    /// Who holds it, by what is there now.
    Held held() {
        return held(new Held.Signs(read(SIGNED), read(BEAT)));
    }

    private Held held(Held.Signs signs) {
        return held(signs, "[" + datastore + "] " + folder);
    }

    /// A lock without a signature, or with half of one, is that of a run that ended while it
    /// signed, or signs just now.
    static Held held(Held.Signs signs, String folder) {
        var node = signs.signed().flatMap(HostMarks::tree);
        return new Held(
                Claim.read(node.orElseGet(JSON::createObjectNode)),
                node.map(n -> n.path("since").asString("?")).orElse("?"),
                folder,
                signs,
                node.isEmpty() ? Optional.of(SILENCE) : node.flatMap(LockFolder::silence));
    }

    /// Never shorter than this version's: what it does under a lock counts on that.
    private static Optional<Duration> silence(JsonNode signed) {
        long seconds = signed.path(SILENCE_FIELD).asLong(0);
        return seconds > 0 && seconds <= LONGEST_SILENCE.toSeconds()
                ? Optional.of(Duration.ofSeconds(Math.max(seconds, SILENCE.toSeconds())))
                : Optional.empty();
    }

    /// Of many that find the same lock left behind one makes the folder in it, and the others then
    /// find it signed anew.
    Optional<Held> takeOver(Held dead, int attempt, Claim claim, Clock clock) {
        var asked = clock.now();
        var mark = folder + "/" + TAKEN_OVER + (attempt == 1 ? "" : "-" + attempt);
        if (!make(files, datastore, mark, DatastoreFiles.Parents.MUST_EXIST)) {
            return Optional.of(held());
        }
        try {
            var now = held();
            if (!now.signs().equals(dead.signs())) {
                return Optional.of(now);
            }
            sign(claim, clock.now());
            return unlessLate(asked, clock);
        } finally {
            files.delete(datastore, mark);
        }
    }

    /// Looks whether it is still as this run signed it, and only then gives a sign of life.
    Renewal renew() {
        var signed = read(SIGNED);
        if (signed.isEmpty()) {
            return new Renewal.Gone();
        }
        if (!signed.get().equals(mine)) {
            return new Renewal.TakenOver(held(new Held.Signs(signed, Optional.empty())));
        }
        files.write(datastore, folder + "/" + BEAT, "{\"beat\":" + beats.incrementAndGet() + "}\n");
        return new Renewal.Ours();
    }

    private Optional<String> read(String name) {
        return files.read(datastore, folder + "/" + name, LIMIT);
    }
}
