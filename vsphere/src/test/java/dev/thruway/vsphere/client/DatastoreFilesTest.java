package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.NoPermission;
import java.util.List;
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
}
