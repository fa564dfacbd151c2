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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Thruway's folder on a host's datastore: `.thruway/<host uuid>/`.
public final class HostMarks {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LIMIT = 256 * 1024;
    private static final String ROOT = ".thruway";

    private final HostAccess host;
    private final String datastore;
    private final String folder;

    private HostMarks(HostAccess host, String datastore, String uuid) {
        this.host = host;
        this.datastore = datastore;
        this.folder = ROOT + "/" + uuid;
    }

    /// On the host's first accessible datastore by name; empty where it has none.
    public static Optional<HostMarks> of(HostAccess host, String uuid) {
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
        return read("before.json").map(HostMarks::before);
    }

    private static HostBefore before(JsonNode node) {
        var enabled = new TreeMap<PciAddress, Boolean>();
        node.path("passthroughEnabled")
                .properties()
                .forEach(e ->
                        PciAddress.tryParse(e.getKey())
                                .ifPresent(a -> enabled.put(a, e.getValue().asBoolean())));
        return new HostBefore(enabled);
    }

    public void write(HostBefore before) {
        var node = JSON.createObjectNode();
        var enabled = node.putObject("passthroughEnabled");
        before.passthroughEnabled().forEach((address, was) -> enabled.put(address.toString(), was));
        makeFolder();
        host.files().write(datastore, folder + "/before.json", node + "\n");
    }

    public Optional<HostPending> pending() {
        return read("pending.json").flatMap(HostMarks::pending);
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

    public void write(HostPending pending) {
        var node = JSON.createObjectNode();
        node.put("bootTime", pending.bootTime().toString());
        node.put("who", pending.who());
        node.put("since", pending.since().toString());
        makeFolder();
        host.files().write(datastore, folder + "/pending.json", node + "\n");
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
                return Optional.of(
                        read("lock/who.json")
                                .map(n ->
                                        n.path("who").asString("?")
                                                + ", "
                                                + n.path("since").asString("?"))
                                .orElse("?"));
            }
            throw e;
        }
        var node = JSON.createObjectNode();
        node.put("who", who);
        node.put("since", now.toString());
        host.files().write(datastore, folder + "/lock/who.json", node + "\n");
        return Optional.empty();
    }

    /// Gives the lock back; where nothing else is noted, the whole folder goes.
    public void unlock() {
        host.files().delete(datastore, folder + "/lock");
        if (read("before.json").isEmpty() && read("pending.json").isEmpty()) {
            host.files().delete(datastore, folder);
        }
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

    private Optional<JsonNode> read(String name) {
        return host.files().read(datastore, folder + "/" + name, LIMIT).flatMap(HostMarks::tree);
    }

    private static Optional<JsonNode> tree(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
