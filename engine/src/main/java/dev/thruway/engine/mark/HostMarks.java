package dev.thruway.engine.mark;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.VmFolder;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.DatastoreSummary;
import dev.thruway.vsphere.vim.FileAlreadyExists;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Thruway's folder on a datastore: `.thruway/<host uuid>/` of a host, or `.thruway/` beside the
/// files of a VM of a cluster, in which nothing but its lock is kept.
public final class HostMarks {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LIMIT = 256 * 1024;
    private static final String ROOT = ".thruway";
    private static final String BEFORE = "before.json";
    private static final String PENDING = "pending.json";
    private static final String LOCK = "lock";
    private static final String SIGNED = LOCK + "/who.json";
    private static final String TAKEN_OVER = LOCK + "/taken-over";
    private static final Pattern UUID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");

    private static final List<String> FILES = List.of(BEFORE, PENDING, "who.json");

    private final HostAccess host;

    /// Empty where the folder is not one of many of its kind, which a list shows at once.
    private final Optional<Store> store;

    private final String datastore;
    private final String uuid;
    private final String folder;

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
    }

    private HostMarks(HostAccess host, String datastore, String folder) {
        this.host = host;
        this.store = Optional.empty();
        this.datastore = datastore;
        this.uuid = "";
        this.folder = folder;
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
    /// person at the same computer, which is not there any more, is taken over.
    public Optional<Held> lock(String who, Instant now) {
        return lock(Claim.ofThisProcess(who), now);
    }

    Optional<Held> lock(Claim claim, Instant now) {
        if (makeLock()) {
            // What was known from before the lock, another run may have changed since.
            there.clear();
            signOrGiveBack(claim, now);
            held = true;
            return Optional.empty();
        }
        there.clear();
        var left = read(SIGNED);
        if (claim(left).yieldsTo(claim) && takeOver(left, claim, now)) {
            held = true;
            return Optional.empty();
        }
        return Optional.of(held(left, "[" + datastore + "] " + folder + "/" + LOCK));
    }

    /// Makes the folder above only where it seems to be missing: each call is one of many.
    private boolean makeLock() {
        if (isKnown(false, BEFORE) && isKnown(false, PENDING)) {
            makeFolder();
            return make(LOCK);
        }
        try {
            return make(LOCK);
        } catch (VsphereException e) {
            if (!(e.fault() instanceof VsphereFault.Rejected)) {
                throw e;
            }
            makeFolder();
            return make(LOCK);
        }
    }

    private boolean isKnown(boolean isThere, String note) {
        return Boolean.valueOf(isThere).equals(there.get(note));
    }

    /// Whether it was made just now, and was not there.
    private boolean make(String name) {
        try {
            host.files()
                    .makeDirectory(
                            datastore, folder + "/" + name, DatastoreFiles.Parents.MUST_EXIST);
            return true;
        } catch (VsphereException e) {
            if (exists(e)) {
                return false;
            }
            throw e;
        }
    }

    /// Of two that find the same lock left behind one makes the folder in it, and the other then
    /// finds it signed anew.
    private boolean takeOver(Optional<String> left, Claim claim, Instant now) {
        if (!make(TAKEN_OVER)) {
            return false;
        }
        try {
            boolean mine = read(SIGNED).equals(left);
            if (mine) {
                sign(claim, now);
            }
            return mine;
        } finally {
            host.files().delete(datastore, folder + "/" + TAKEN_OVER);
        }
    }

    private static Claim claim(Optional<String> signed) {
        return Claim.read(signed.flatMap(HostMarks::tree).orElseGet(JSON::createObjectNode));
    }

    static Held held(Optional<String> signed, String folder) {
        var since = signed.flatMap(HostMarks::tree).map(n -> n.path("since").asString("?"));
        return new Held(claim(signed).who(), since.orElse("?"), folder);
    }

    private void sign(Claim claim, Instant now) {
        var node = JSON.createObjectNode();
        claim.write(node);
        node.put("since", now.truncatedTo(ChronoUnit.SECONDS).toString());
        host.files().write(datastore, folder + "/" + SIGNED, node + "\n");
    }

    /// A lock that does not say whose it is would stop everybody, and nobody would know why.
    private void signOrGiveBack(Claim claim, Instant now) {
        try {
            sign(claim, now);
        } catch (VsphereException e) {
            host.files().delete(datastore, folder + "/" + LOCK);
            throw e;
        }
    }

    /// Gives the lock back; where nothing else is noted, as never beside a VM, the whole folder
    /// goes, and the lock last of all with it: nobody can take it in between.
    public void unlock() {
        boolean noted = store.isPresent() && (isThere(BEFORE) || isThere(PENDING));
        host.files().delete(datastore, noted ? folder + "/" + LOCK : folder);
        held = false;
    }

    /// Under the lock nobody else writes notes, so that what was read or written since is still so.
    private boolean isThere(String note) {
        var known = there.get(note);
        return known != null ? known : read(note).isPresent();
    }

    private void makeFolder() {
        try {
            host.files().makeDirectory(datastore, folder, DatastoreFiles.Parents.CREATE);
        } catch (VsphereException e) {
            if (!exists(e)) {
                throw e;
            }
        }
    }

    private static boolean exists(VsphereException e) {
        return e.fault() instanceof VsphereFault.Rejected(_, _, _, FileAlreadyExists _);
    }

    private Optional<String> read(String name) {
        var text = host.files().read(datastore, folder + "/" + name, LIMIT);
        there.put(name, text.isPresent());
        return text;
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
