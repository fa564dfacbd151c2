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

    /// Of one that promises a sign only after longer than this, a person says that its run has
    /// ended.
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(15);

    private static final String BEAT = "beat.json";
    private static final String TAKEN_OVER = "taken-over";
    private static final String SILENCE_FIELD = "silenceSeconds";
    private static final int LIMIT = 64 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final DatastoreFiles files;

    /// A sign of life that hangs must not keep the next ones back.
    private final DatastoreFiles quick;

    private final String datastore;
    private final String folder;
    private final AtomicLong beats = new AtomicLong();
    private volatile @Nullable String mine;

    /// @param above the folder in which the lock's is
    LockFolder(DatastoreFiles files, String datastore, String above) {
        this.files = files;
        this.quick = files.within(Duration.ofSeconds(15));
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
    /// everybody for a while. Throws where signing took so long that somebody may have taken it
    /// over meanwhile.
    ///
    /// @param asked when it was asked for
    void signNew(Claim claim, Instant asked, Clock clock) {
        try {
            sign(claim, clock.now());
        } catch (VsphereException e) {
            if (!isLate(asked, clock)) {
                giveBack();
            }
            throw e;
        }
        requireInTime(asked, clock);
    }

    /// Also where the thread was interrupted.
    private void giveBack() {
        boolean interrupted = Thread.interrupted();
        try {
            files.delete(datastore, folder);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isLate(Instant asked, Clock clock) {
        return Duration.between(asked, clock.now()).compareTo(TRUSTED) > 0;
    }

    private void requireInTime(Instant asked, Clock clock) {
        if (isLate(asked, clock)) {
            throw new VsphereException(
                    "PUT [" + datastore + "] " + folder, new VsphereFault.TimedOut(TRUSTED));
        }
    }

    private void sign(Claim claim, Instant now) {
        var node = JSON.createObjectNode();
        claim.write(node);
        node.put("since", now.truncatedTo(ChronoUnit.SECONDS).toString());
        node.put(SILENCE_FIELD, SILENCE.toSeconds());
        var text = node + "\n";
        mine = text;
        files.write(datastore, folder + "/" + SIGNED, text);
    }

    /// Whether this run signed it, as where the answer to that was lost.
    boolean isMine(Held held) {
        return held.signs().signed().filter(text -> text.equals(mine)).isPresent();
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
    /// find it signed anew. Whoever was taken for gone and gave a sign at the same moment relies on
    /// the lock for a while, and then sees how it is signed: that is waited for.
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
        } finally {
            deleteQuietly(mark);
        }
        requireInTime(asked, clock);
        if (read(BEAT).equals(dead.signs().beat())) {
            return Optional.empty();
        }
        pause(clock);
        return renew() instanceof Renewal.Ours ? Optional.empty() : Optional.of(held());
    }

    /// One that stays is passed over by whoever takes this lock over next.
    private void deleteQuietly(String mark) {
        try {
            files.delete(datastore, mark);
        } catch (VsphereException _) {
            // It goes with the lock.
        }
    }

    private static void pause(Clock clock) {
        try {
            clock.sleep(TRUSTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new VsphereException("lock", new VsphereFault.Unreachable("interrupted"), e);
        }
    }

    /// Gives a sign of life where it is still as this run signed it, and looks once more whether it
    /// still is: of a run that takes it over at the same moment, one of both sees the other.
    Renewal renew() {
        var before = seen();
        if (!(before instanceof Renewal.Ours)) {
            return before;
        }
        var beat = "{\"beat\":" + beats.incrementAndGet() + "}\n";
        quick.write(datastore, folder + "/" + BEAT, beat);
        return seen();
    }

    private Renewal seen() {
        var signed = quick.read(datastore, folder + "/" + SIGNED, LIMIT);
        if (signed.isEmpty()) {
            return new Renewal.Gone();
        }
        return signed.get().equals(mine)
                ? new Renewal.Ours()
                : new Renewal.TakenOver(held(new Held.Signs(signed, Optional.empty())));
    }

    private Optional<String> read(String name) {
        return files.read(datastore, folder + "/" + name, LIMIT);
    }
}
