package dev.thruway.engine.mark;

import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.pci.PciAddress;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.vsphere.client.DatastoreFiles;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.client.VsphereFault;
import dev.thruway.vsphere.vim.DatastoreSummary;
import dev.thruway.vsphere.vim.FileAlreadyExists;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Thruway's folder on a host's datastore: `.thruway/<host uuid>/`.
public final class HostMarks {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LIMIT = 256 * 1024;
    private static final String ROOT = ".thruway";
    private static final Pattern UUID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z-]{0,63}");

    private final HostAccess host;
    private final String datastore;
    private final String folder;

    private HostMarks(HostAccess host, String datastore, String uuid) {
        this.host = host;
        this.datastore = datastore;
        this.folder = ROOT + "/" + uuid;
    }

    /// On the host's first accessible datastore by name; empty where it has none, and for a host
    /// whose uuid is not known: without it the folder would be that of all hosts.
    public static Optional<HostMarks> of(HostAccess host, String uuid) {
        if (!UUID.matcher(uuid).matches()) {
            return Optional.empty();
        }
        var stores =
                host.client()
                        .properties()
                        .of(host.host(), "datastore")
                        .list("datastore", ManagedObjectReference.class);
        return host.client().properties().of(stores, "summary").stream()
                .flatMap(s -> s.find("summary", DatastoreSummary.class).stream())
                .filter(DatastoreSummary::accessible)
                .map(DatastoreSummary::name)
                .min(Comparator.naturalOrder())
                .map(name -> new HostMarks(host, name, uuid));
    }

    public Optional<HostBefore> before() {
        return read("before.json").flatMap(HostMarks::readBefore);
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
        return new HostBefore(enabled);
    }

    static String text(HostBefore before) {
        var node = JSON.createObjectNode();
        var enabled = node.putObject("passthroughEnabled");
        before.passthroughEnabled().forEach((address, was) -> enabled.put(address.toString(), was));
        return node + "\n";
    }

    public void write(HostBefore before) {
        makeFolder();
        host.files().write(datastore, folder + "/before.json", text(before));
    }

    public Optional<HostPending> pending() {
        return read("pending.json").flatMap(HostMarks::readPending);
    }

    /// Empty where it is no such note.
    static Optional<HostPending> readPending(String text) {
        return tree(text).flatMap(HostMarks::pending);
    }

    private static Optional<HostPending> pending(JsonNode node) {
        try {
            return Optional.of(
                    new HostPending(
                            Instant.parse(node.path("bootTime").asString("")),
                            node.path("who").asString(""),
                            Instant.parse(node.path("since").asString(""))));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    static String text(HostPending pending) {
        var node = JSON.createObjectNode();
        node.put("bootTime", pending.bootTime().toString());
        node.put("who", pending.who());
        node.put("since", pending.since().toString());
        return node + "\n";
    }

    public void write(HostPending pending) {
        makeFolder();
        host.files().write(datastore, folder + "/pending.json", text(pending));
    }

    public void forgetPending() {
        if (read("pending.json").isPresent()) {
            host.files().delete(datastore, folder + "/pending.json");
        }
    }

    /// Removes the note of how things were. What is left of the folder goes with the lock.
    public void forgetBefore() {
        if (read("before.json").isPresent()) {
            host.files().delete(datastore, folder + "/before.json");
        }
    }

    /// Takes the lock: making a folder that exists is refused, by any server, to all but one.
    /// Answers who holds it where somebody else does.
    public Optional<String> lock(String who, Instant now) {
        makeFolder();
        try {
            host.files()
                    .makeDirectory(datastore, folder + "/lock", DatastoreFiles.Parents.MUST_EXIST);
        } catch (VsphereException e) {
            if (exists(e)) {
                return Optional.of(read("lock/who.json").map(HostMarks::holder).orElse("?"));
            }
            throw e;
        }
        sign(who, now);
        return Optional.empty();
    }

    static String holder(String text) {
        return tree(text)
                .map(n -> n.path("who").asString("?") + ", " + n.path("since").asString("?"))
                .orElse("?");
    }

    /// A lock that does not say whose it is would stop everybody, and nobody would know why.
    private void sign(String who, Instant now) {
        var node = JSON.createObjectNode();
        node.put("who", who);
        node.put("since", now.toString());
        try {
            host.files().write(datastore, folder + "/lock/who.json", node + "\n");
        } catch (VsphereException e) {
            host.files().delete(datastore, folder + "/lock");
            throw e;
        }
    }

    /// Gives the lock back; where nothing else is noted, the whole folder goes, and the lock last
    /// of all with it: nobody can take it in between.
    public void unlock() {
        boolean noted = read("before.json").isPresent() || read("pending.json").isPresent();
        host.files().delete(datastore, noted ? folder + "/lock" : folder);
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
        return host.files().read(datastore, folder + "/" + name, LIMIT);
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
