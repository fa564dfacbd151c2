package dev.thruway.engine.mark;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.VmFolder;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.DatastoreSummary;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Thruway's folder on a datastore: `.thruway/<host uuid>/` of a host, or `.thruway/` beside the
/// files of a VM of a cluster, in which nothing but its lock is kept.
public final class HostMarks {

    /// How long nothing of a lock changes at most while its run is at work. One of which nothing
    /// changes for longer may be taken over.
    public static final Duration SILENCE = LockFolder.SILENCE;

    /// How long a run may rely on its lock without another look at it.
    public static final Duration TRUSTED = LockFolder.TRUSTED;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LIMIT = 256 * 1024;
    private static final String ROOT = ".thruway";
    private static final String BEFORE = "before.json";
    private static final String PENDING = "pending.json";
    private static final String SIGNED = LockFolder.NAME + "/" + LockFolder.SIGNED;
    private static final Pattern UUID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");

    private static final List<String> FILES = List.of(BEFORE, PENDING, LockFolder.SIGNED);

    private final HostAccess host;

    /// Empty where the folder is not one of many of its kind, which a list shows at once.
    private final Optional<Store> store;

    private final String datastore;
    private final String uuid;
    private final String folder;
    private final LockFolder lock;

    /// Of each note, whether it is there, as far as this run knows.
    private final ConcurrentMap<String, Boolean> there = new ConcurrentHashMap<>();

    /// Whether the lock is this run's.
    private volatile boolean held;

    /// A datastore that the host can use.
    ///
    /// @param browser what lists its files; empty where the server does not say
    private record Store(
            ManagedObjectReference ref, String name, Optional<ManagedObjectReference> browser) {}

    private HostMarks(HostAccess host, Store store, String uuid) {
        this.host = host;
        this.store = Optional.of(store);
        this.datastore = store.name();
        this.uuid = uuid;
        this.folder = ROOT + "/" + uuid;
        this.lock = new LockFolder(host.files(), datastore, folder);
    }

    private HostMarks(HostAccess host, String datastore, String folder) {
        this.host = host;
        this.store = Optional.empty();
        this.datastore = datastore;
        this.uuid = "";
        this.folder = folder;
        this.lock = new LockFolder(host.files(), datastore, folder);
    }

    /// Beside the files of a VM, which are the same from whichever host (docs/decisions/0010).
    /// Empty where these lie in no folder.
    ///
    /// @param vmx the path of its configuration, as `[datastore] folder/name.vmx`
    public static Optional<HostMarks> besideVm(HostAccess host, String vmx) {
        return VmFolder.of(vmx)
                .map(folder -> new HostMarks(host, folder.datastore(), folder.file(ROOT)));
    }

    /// On the accessible datastore where the folder is, else on the first by name; empty where the
    /// host has none, and for a host whose uuid is not known: without it the folder would be that
    /// of all hosts.
    public static Optional<HostMarks> of(HostAccess host, String uuid) {
        if (!UUID.matcher(uuid).matches()) {
            return Optional.empty();
        }
        return host.memory()
                .known(Place.class, place -> place.marks().isPresent(), () -> find(host, uuid))
                .marks();
    }

    /// Where the marks of a host are kept, or would be.
    ///
    /// @param uuid empty where it is not known
    public static Optional<ManagedObjectReference> datastore(HostAccess host, String uuid) {
        return of(host, uuid)
                .flatMap(marks -> marks.store)
                .or(() -> accessible(host).findFirst())
                .map(Store::ref);
    }

    /// The datastore's name.
    public String where() {
        return datastore;
    }

    /// The files of a host's folder that hold these notes, by their paths.
    public static Map<String, String> files(
            String uuid, Optional<HostBefore> before, Optional<HostPending> pending) {
        var files = new TreeMap<String, String>();
        before.ifPresent(b -> files.put(ROOT + "/" + uuid + "/" + BEFORE, text(b)));
        pending.ifPresent(p -> files.put(ROOT + "/" + uuid + "/" + PENDING, PendingNote.text(p)));
        return files;
    }

    /// The marks of one host, which stay where they are while a run lasts.
    private record Place(Optional<HostMarks> marks) {}

    private static Place find(HostAccess host, String uuid) {
        var all = accessible(host).map(store -> new HostMarks(host, store, uuid)).toList();
        return new Place(
                all.stream()
                        .filter(marks -> all.size() > 1 && marks.isThere())
                        .findFirst()
                        .or(() -> all.stream().findFirst()));
    }

    /// In an order that is the same for everybody.
    private static Stream<Store> accessible(HostAccess host) {
        var stores =
                host.client()
                        .properties()
                        .of(host.host(), "datastore")
                        .list("datastore", ManagedObjectReference.class);
        return host.client().properties().of(stores, "summary", "browser").stream()
                .flatMap(HostMarks::store)
                .sorted(Comparator.comparing(Store::name));
    }

    private static Stream<Store> store(ObjectProperties store) {
        var browser = store.find("browser", ManagedObjectReference.class);
        return store.find("summary", DatastoreSummary.class).stream()
                .filter(DatastoreSummary::accessible)
                .map(summary -> new Store(store.ref(), summary.name(), browser));
    }

    /// The names that a datastore gets, and with them their order, change in the course of years.
    private boolean isThere() {
        return listed().map(files -> files.stream().anyMatch(f -> f.startsWith(uuid + "/")))
                .orElseGet(() ->
                        Stream.of(BEFORE, PENDING, SIGNED)
                                .anyMatch(name -> read(name).isPresent()));
    }

    /// The files of all hosts on the datastore, as of this look; empty where they are not known.
    /// Under the lock the list is believed only where it shows how the lock was signed.
    private Optional<Set<String>> listed() {
        return store.flatMap(this::listed)
                .filter(files -> !held || files.contains(uuid + "/" + SIGNED));
    }

    private Optional<Set<String>> listed(Store of) {
        return of.browser()
                .flatMap(browser ->
                        host.listings()
                                .of(
                                        of.ref(),
                                        () -> host.files().below(browser, datastore, ROOT, FILES)));
    }

    /// Where the list of the look does not show it, it is not asked for. What this run wrote is.
    private Optional<String> readListed(String note) {
        if (!isKnown(true, note)
                && listed().filter(files -> !files.contains(uuid + "/" + note)).isPresent()) {
            there.put(note, false);
            return Optional.empty();
        }
        return read(note);
    }

    /// As [#before], by the list of the look: without a call where there is none.
    public Optional<HostBefore> listedBefore() {
        return readListed(BEFORE).flatMap(HostMarks::readBefore);
    }

    /// As [#pending], by the list of the look.
    public Optional<HostPending> listedPending() {
        return readListed(PENDING).flatMap(HostMarks::readPending);
    }

    public Optional<HostBefore> before() {
        return read(BEFORE).flatMap(HostMarks::readBefore);
    }

    /// Entries that cannot be read are left out; empty where it is no such note.
    static Optional<HostBefore> readBefore(String text) {
        return tree(text).map(HostMarks::before);
    }

    private static HostBefore before(JsonNode node) {
        var enabled = new TreeMap<PciAddress, Boolean>();
        node.path("passthroughEnabled")
                .properties()
                .forEach(e ->
                        PciAddress.tryParse(e.getKey())
                                .filter(_ -> e.getValue().isBoolean())
                                .ifPresent(a -> enabled.put(a, e.getValue().booleanValue())));
        var labels = new TreeMap<PciAddress, String>();
        node.path("labels")
                .properties()
                .forEach(e ->
                        PciAddress.tryParse(e.getKey())
                                .filter(_ -> e.getValue().isString())
                                .ifPresent(a -> labels.put(a, e.getValue().asString(""))));
        var ids = new TreeMap<PciAddress, PciIds>();
        Stream.concat(enabled.keySet().stream(), labels.keySet().stream())
                .forEach(a ->
                        VmMarks.ids(node.path("ids").path(a.toString()))
                                .ifPresent(product -> ids.put(a, product)));
        return new HostBefore(enabled, ids, labels);
    }

    static String text(HostBefore before) {
        var node = JSON.createObjectNode();
        var enabled = node.putObject("passthroughEnabled");
        before.passthroughEnabled().forEach((address, was) -> enabled.put(address.toString(), was));
        var ids = node.putObject("ids");
        before.ids()
                .forEach((address, product) ->
                        VmMarks.put(ids.putArray(address.toString()), product));
        if (!before.labels().isEmpty()) {
            var labels = node.putObject("labels");
            before.labels().forEach((address, label) -> labels.put(address.toString(), label));
        }
        return node + "\n";
    }

    public void write(HostBefore before) {
        makeFolder();
        write(BEFORE, text(before));
    }

    public Optional<HostPending> pending() {
        return read(PENDING).flatMap(HostMarks::readPending);
    }

    /// Empty where it is no such note.
    static Optional<HostPending> readPending(String text) {
        return tree(text).flatMap(PendingNote::read);
    }

    public void write(HostPending pending) {
        makeFolder();
        write(PENDING, PendingNote.text(pending));
    }

    public void forgetPending() {
        forget(PENDING);
    }

    /// Removes the note of how things were. What is left of the folder goes with the lock.
    public void forgetBefore() {
        forget(BEFORE);
    }

    private void forget(String note) {
        if (read(note).isPresent()) {
            host.files().delete(datastore, folder + "/" + note);
            there.put(note, false);
            host.listings().forget();
        }
    }

    private void write(String note, String text) {
        there.remove(note);
        host.files().write(datastore, folder + "/" + note, text);
        there.put(note, true);
        host.listings().forget();
    }

    /// Takes the lock: making a folder that exists is refused, by any server, to all but one.
    /// Answers who holds it where somebody else does. One that was left by a process of the same
    /// person at the same computer, which is not there any more, is taken over at once.
    public Optional<Held> lock(String who, Clock clock) {
        return lock(Claim.ofThisProcess(who), clock);
    }

    Optional<Held> lock(Claim claim, Clock clock) {
        return hold(() -> {
            var asked = clock.now();
            if (makeLock()) {
                lock.signNew(claim, asked, clock);
                return Optional.empty();
            }
            var by = lock.held();
            return by.claim().yieldsTo(claim)
                    ? lock.takeOver(by, 1, claim, clock)
                    : Optional.of(by);
        });
    }

    /// Takes the lock of a run that is not at work any more. Answers who holds it where somebody
    /// else was quicker, or it is at work after all.
    ///
    /// @param dead as its lock was seen for as long as it promised to give a sign within
    /// @param attempt from 1; a further one is made where the one before was cut off half-way
    public Optional<Held> takeOver(Held dead, int attempt, String who, Clock clock) {
        return hold(() -> lock.takeOver(dead, attempt, Claim.ofThisProcess(who), clock));
    }

    /// What was known from before the lock, another run may have changed since.
    private Optional<Held> hold(Supplier<Optional<Held>> take) {
        var by = take.get();
        there.clear();
        held = by.isEmpty();
        return by;
    }

    /// Whether this run signed the lock, as where the answer to that was lost.
    public boolean isOurs(Held seen) {
        return lock.isMine(seen);
    }

    /// Shows whoever waits for the lock that this run is at work, where the lock is still its own.
    public Renewal renew() {
        return lock.renew();
    }

    /// Makes the folder above only where it seems to be missing: each call is one of many.
    private boolean makeLock() {
        if (isKnown(false, BEFORE) && isKnown(false, PENDING)) {
            makeFolder();
            return lock.make();
        }
        try {
            return lock.make();
        } catch (VsphereException e) {
            if (!(e.fault() instanceof VsphereFault.Rejected)) {
                throw e;
            }
            makeFolder();
            return lock.make();
        }
    }

    private boolean isKnown(boolean isThere, String note) {
        return Boolean.valueOf(isThere).equals(there.get(note));
    }

    /// Gives the lock back; where nothing else is noted, as never beside a VM, the whole folder
    /// goes, and the lock last of all with it: nobody can take it in between.
    public void unlock() {
        unlock(() -> {});
    }

    /// @param still asked right before the lock goes; throws where it is not this run's any more
    public void unlock(Runnable still) {
        boolean noted = store.isPresent() && (isThere(BEFORE) || isThere(PENDING));
        still.run();
        host.files().delete(datastore, noted ? folder + "/" + LockFolder.NAME : folder);
        held = false;
    }

    /// Under the lock nobody else writes notes, so that what was read or written since is still so.
    private boolean isThere(String note) {
        var known = there.get(note);
        return known != null ? known : read(note).isPresent();
    }

    private void makeFolder() {
        LockFolder.make(host.files(), datastore, folder, DatastoreFiles.Parents.CREATE);
    }

    private Optional<String> read(String name) {
        var text = host.files().read(datastore, folder + "/" + name, LIMIT);
        there.put(name, text.isPresent());
        return text;
    }

    static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
