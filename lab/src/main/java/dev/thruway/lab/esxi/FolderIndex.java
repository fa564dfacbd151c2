package dev.thruway.lab.esxi;

import dev.thruway.lab.http.LabResponse;
import dev.thruway.lab.world.Datacenter;
import dev.thruway.lab.world.Datastore;
import dev.thruway.lab.world.DatastoreFolder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/// The pages of `/folder` that a browser walks: datacenters, datastores, folders.
final class FolderIndex {

    private final Realm realm;

    FolderIndex(Realm realm) {
        this.realm = realm;
    }

    private record Link(String href, String text) {}

    LabResponse datacenters() {
        return page(
                "datacenters",
                realm.datacenters().stream()
                        .map(d -> new Link("/folder?dcPath=" + encoded(d.path()), d.path()))
                        .toList());
    }

    LabResponse datastores(Datacenter datacenter) {
        return page(
                "datastores",
                realm.datastores(datacenter).stream()
                        .map(d -> new Link("/folder" + suffix(d), d.name()))
                        .toList());
    }

    /// The content of a folder; refused where there is none.
    LabResponse of(Datastore datastore, String path) {
        var folder = datastore.list(path);
        return page(
                DatastorePath.of(datastore, folder.path()),
                folder.entries().stream().map(e -> link(datastore, folder, e)).toList());
    }

    private Link link(Datastore datastore, DatastoreFolder folder, DatastoreFolder.Entry entry) {
        var below = folder.path().isEmpty() ? entry.name() : folder.path() + "/" + entry.name();
        var name = entry.folder() ? entry.name() + "/" : entry.name();
        return new Link("/folder/" + encoded(below) + suffix(datastore), name);
    }

    private String suffix(Datastore datastore) {
        return "?dcPath=%s&dsName=%s"
                .formatted(
                        encoded(realm.datacenterOf(datastore).path()), encoded(datastore.name()));
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static LabResponse page(String title, List<Link> links) {
        var rows =
                links.stream()
                        .map(l ->
                                "<li><a href=\"%s\">%s</a></li>"
                                        .formatted(escaped(l.href()), escaped(l.text())))
                        .collect(Collectors.joining("\n"));
        return LabResponse.text(
                200,
                "text/html; charset=utf-8",
                ("<!DOCTYPE html><html><head><title>Index of %1$s</title></head><body>"
                                + "<h1>Index of %1$s</h1><ul>%n%2$s%n</ul></body></html>%n")
                        .formatted(escaped(title), rows));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
