package dev.thruway.vsphere.client;

import dev.thruway.vsphere.codec.SoapRequest;
import dev.thruway.vsphere.vim.FileNotFound;
import dev.thruway.vsphere.vim.HostDatastoreBrowserSearchSpec;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.NoPermission;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files on datastores, by `/folder` and the file manager.
public final class DatastoreFiles {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /// A search of a few folders takes no longer; one that does is lost, as where its host goes
    /// down.
    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(20);

    /// Of a file that is read from its end, all bytes are fetched.
    private static final long LONGEST = 1L << 30;

    private final VsphereClient client;
    private final String datacenter;
    private final @Nullable ManagedObjectReference datacenterRef;
    private final Duration deadline;

    /// @param datacenter its inventory path without the first slash; `ha-datacenter` on a host
    /// @param datacenterRef needed by a vCenter's file manager
    public DatastoreFiles(
            VsphereClient client,
            String datacenter,
            @Nullable ManagedObjectReference datacenterRef) {
        this(client, datacenter, datacenterRef, DEADLINE);
    }

    private DatastoreFiles(
            VsphereClient client,
            String datacenter,
            @Nullable ManagedObjectReference datacenterRef,
            Duration deadline) {
        this.client = client;
        this.datacenter = datacenter;
        this.datacenterRef = datacenterRef;
        this.deadline = deadline;
    }

    /// The same files; whoever reads or writes one waits no longer than this.
    public DatastoreFiles within(Duration longest) {
        return new DatastoreFiles(client, datacenter, datacenterRef, longest);
    }

    /// A file's content from its end, at most `limit` bytes; empty where there is no such file.
    public Optional<String> read(String datastore, String path, int limit) {
        return client.renewing(() -> readOnce(datastore, path, body -> Tail.of(body, limit)));
    }

    /// A file's first `limit` bytes, of which no more are fetched; empty where there is no such
    /// file.
    public Optional<String> head(String datastore, String path, int limit) {
        return client.renewing(() ->
                readOnce(
                        datastore,
                        path,
                        body -> new String(body.readNBytes(limit), StandardCharsets.UTF_8)));
    }

    private interface Part {
        String of(InputStream body) throws IOException;
    }

    private Optional<String> readOnce(String datastore, String path, Part part) {
        var answer = send("GET", datastore, path, "");
        try (var body = answer.body()) {
            if (answer.status() == 404) {
                return Optional.empty();
            }
            require("GET", datastore, path, answer.status());
            return Optional.of(part.of(body));
        } catch (IOException e) {
            throw new VsphereException(what("GET", datastore, path), Wire.broken(e, deadline), e);
        }
    }

    /// The files below a folder whose names match one of the patterns, by their paths from that
    /// folder; none where there is no such folder.
    ///
    /// @param browser the datastore's own
    public Set<String> below(
            ManagedObjectReference browser, String datastore, String path, List<String> patterns) {
        try {
            var search =
                    client.runTask(
                            SoapRequest.of("SearchDatastoreSubFolders_Task", browser)
                                    .with("datastorePath", name(datastore, path))
                                    .with(
                                            "searchSpec",
                                            new HostDatastoreBrowserSearchSpec(patterns)),
                            SEARCH_LIMIT,
                            TaskProgress.NONE);
            return FolderList.files(name(datastore, path), search.result());
        } catch (VsphereException e) {
            if (e.fault() instanceof VsphereFault.Rejected(_, _, _, FileNotFound _)) {
                return Set.of();
            }
            throw e;
        }
    }

    /// Writes a whole file, replacing one of that name.
    public void write(String datastore, String path, String content) {
        client.renewing(() -> writeOnce(datastore, path, content));
    }

    private int writeOnce(String datastore, String path, String content) {
        var answer = send("PUT", datastore, path, content);
        try (var body = answer.body()) {
            body.skipNBytes(0);
            require("PUT", datastore, path, answer.status());
            return answer.status();
        } catch (IOException e) {
            throw new VsphereException(what("PUT", datastore, path), Wire.broken(e, deadline), e);
        }
    }

    /// Makes a folder, and those above it. Refused with `FileAlreadyExists` where it is there.
    public void makeDirectory(String datastore, String path, Parents parents) {
        var files = VsphereClient.required("fileManager", client.content().fileManager());
        client.call(
                SoapRequest.of("MakeDirectory", files)
                        .with("name", name(datastore, path))
                        .with("datacenter", datacenterRef)
                        .with("createParentDirectories", parents == Parents.CREATE),
                Object.class);
    }

    /// Whether missing folders above are made as well.
    public enum Parents {
        CREATE,
        MUST_EXIST
    }

    /// Deletes a file, or a folder with everything in it.
    public void delete(String datastore, String path) {
        var files = VsphereClient.required("fileManager", client.content().fileManager());
        client.runTask(
                SoapRequest.of("DeleteDatastoreFile_Task", files)
                        .with("name", name(datastore, path))
                        .with("datacenter", datacenterRef),
                DEADLINE,
                TaskProgress.NONE);
    }

    private String what(String method, String datastore, String path) {
        return method + " " + name(datastore, path) + " at " + client.address();
    }

    private static String name(String datastore, String path) {
        return "[" + datastore + "] " + path;
    }

    private VsphereTransport.Answer send(
            String method, String datastore, String path, String content) {
        var query = "?dcPath=" + encode(datacenter) + "&dsName=" + encode(datastore);
        var headers = new HashMap<String, String>();
        client.channel().cookie().ifPresent(c -> headers.put("Cookie", c));
        if (method.equals("PUT")) {
            headers.put("Content-Type", "application/octet-stream");
        }
        return client.channel()
                .wire()
                .send(
                        what(method, datastore, path),
                        new VsphereTransport.Request(
                                method,
                                "/folder/" + path(path) + query,
                                headers,
                                content,
                                deadline),
                        LONGEST);
    }

    private static String path(String path) {
        return encode(path).replace("%2F", "/");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void require(String method, String datastore, String path, int status) {
        if (status < 200 || status > 299) {
            throw new VsphereException(what(method, datastore, path), fault(method, status));
        }
    }

    /// One who is logged in, and may not do this, is told so by 403 alone. Which privilege that is:
    /// `Datastore.Browse` for reading a file over HTTP, `Datastore.FileManagement` for writing one.
    private static VsphereFault fault(String method, int status) {
        return switch (status) {
            case 401 -> new VsphereFault.NotAuthenticated("HTTP " + status);
            case 403 -> {
                var privilege =
                        method.equals("GET") ? "Datastore.Browse" : "Datastore.FileManagement";
                yield new VsphereFault.Rejected(
                        "NoPermission",
                        "HTTP " + status,
                        List.of(),
                        new NoPermission(null, List.of(), null, privilege));
            }
            case 503 -> VsphereFault.Unreachable.starting();
            default -> new VsphereFault.Malformed("HTTP status " + status);
        };
    }
}
