package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.NoPermission;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class DatastoreFilesTest {

    private final AtomicInteger asked = new AtomicInteger();
    private final ScriptedServer server = new ScriptedServer();

    private DatastoreFiles files(VsphereClient client) {
        return new DatastoreFiles(client, "ha-datacenter", null);
    }

    /// The session has ended before the first request.
    private void sessionEnds() {
        server.files(_ ->
                asked.incrementAndGet() == 1
                        ? ScriptedServer.answer(401, "")
                        : ScriptedServer.answer(200, "note"));
    }

    @Test
    void readsAFileAfterTheSessionHasEnded() {
        sessionEnds();
        try (var client = server.client()) {
            assertThat(files(client).read("datastore1", "a.log", 100)).contains("note");
        }
        assertThat(server.calls("Login")).hasSize(2);
    }

    @Test
    void writesAFileAfterTheSessionHasEnded() {
        sessionEnds();
        try (var client = server.client()) {
            files(client).write("datastore1", "a.json", "{}");
        }
        assertThat(server.calls("Login")).hasSize(2);
        assertThat(asked).hasValue(2);
    }

    @Test
    void asksNoThirdTime() {
        server.files(_ -> {
            asked.incrementAndGet();
            return ScriptedServer.answer(401, "");
        });
        try (var client = server.client()) {
            assertThatThrownBy(() -> files(client).read("datastore1", "a.log", 100))
                    .isInstanceOf(VsphereException.class);
        }
        assertThat(asked).hasValue(2);
    }

    /// What an account that is logged in and may not use the files is told.
    private void assertMissing(String privilege, Consumer<DatastoreFiles> work) {
        server.files(_ -> ScriptedServer.answer(403, ""));
        try (var client = server.client()) {
            assertThatThrownBy(() -> work.accept(files(client)))
                    .isInstanceOfSatisfying(
                            VsphereException.class,
                            e -> {
                                assertThat(e.request()).contains("[datastore1] .thruway/a.json");
                                assertThat(e.fault())
                                        .isInstanceOfSatisfying(
                                                VsphereFault.Rejected.class,
                                                r ->
                                                        assertThat(r.fault())
                                                                .isEqualTo(
                                                                        new NoPermission(
                                                                                null, List.of(),
                                                                                null, privilege)));
                            });
        }
        assertThat(server.calls("Login")).hasSize(1);
    }

    @Test
    void aForbiddenFileNamesTheMissingPrivilegeAndTheDatastore() {
        assertMissing(
                "Datastore.Browse", files -> files.read("datastore1", ".thruway/a.json", 100));
    }

    @Test
    void aForbiddenWriteNamesTheMissingPrivilegeAndTheDatastore() {
        assertMissing(
                "Datastore.FileManagement",
                files -> files.write("datastore1", ".thruway/a.json", "{}"));
    }

    private void searchFinds(String result) {
        server.on(
                        "SearchDatastoreSubFolders_Task",
                        _ -> ScriptedServer.returns("<returnval type=\"Task\">t1</returnval>"))
                .on(
                        "RetrievePropertiesEx",
                        _ ->
                                ScriptedServer.returns(
                                        """
                                        <returnval><objects><obj type="Task">t1</obj><propSet>\
                                        <name>info</name><val xsi:type="TaskInfo"><key>t1</key>\
                                        <task type="Task">t1</task><state>%s</val></propSet>\
                                        </objects></returnval>\
                                        """
                                                .formatted(result)));
    }

    private static String found(String folders) {
        return """
        success</state><result xsi:type="ArrayOfHostDatastoreBrowserSearchResults">%s</result>\
        """
                .formatted(folders);
    }

    private static String folder(String path, String files) {
        return """
        <HostDatastoreBrowserSearchResults><folderPath>%s</folderPath>%s\
        </HostDatastoreBrowserSearchResults>\
        """
                .formatted(path, files);
    }

    private Set<String> list() {
        try (var client = server.client()) {
            return files(client)
                    .below(
                            new ManagedObjectReference("HostDatastoreBrowser", "b"),
                            "ds",
                            ".thruway",
                            List.of("*.json"));
        }
    }

    @Test
    void listsTheFilesOfAllFoldersBelow() {
        searchFinds(
                found(
                        folder("[ds] .thruway", "")
                                + folder(
                                        "[ds] .thruway/h1/",
                                        "<file xsi:type=\"FileInfo\"><path>a.json</path></file>")
                                + folder(
                                        "[ds] .thruway/h2/lock",
                                        """
                                        <file xsi:type="VmConfigFileInfo"><path>b.json</path>\
                                        <version>9</version></file>\
                                        """)));

        assertThat(list()).containsExactlyInAnyOrder("h1/a.json", "h2/lock/b.json");
        assertThat(server.calls("SearchDatastoreSubFolders_Task"))
                .singleElement()
                .satisfies(c ->
                        assertThat(c.request().body())
                                .contains("<datastorePath>[ds] .thruway</datastorePath>")
                                .contains("<matchPattern>*.json</matchPattern>"));
    }

    @Test
    void aFolderThatIsNotThereHoldsNothing() {
        searchFinds(
                """
                error</state><error><fault xsi:type="FileNotFound"><file>x</file></fault>\
                <localizedMessage>no</localizedMessage></error>\
                """);

        assertThat(list()).isEmpty();
    }

    /// Nothing would be restored of what is noted in a folder that is taken for empty.
    @Test
    void whatIsNotUnderstoodIsNotTakenForNothing() {
        for (var result :
                List.of(
                        "success</state>",
                        found(""),
                        found(folder("[other] .thruway", "")),
                        found(folder("/vmfs/volumes/1/.thruway", "")))) {
            searchFinds(result);

            assertThatThrownBy(this::list).as(result).isInstanceOf(VsphereException.class);
        }
    }
}
