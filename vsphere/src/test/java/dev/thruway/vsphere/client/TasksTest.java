package dev.thruway.vsphere.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A wait that relies on an update which never comes would run into the time limit of these tests.
@Timeout(20)
final class TasksTest {

    private static final ManagedObjectReference TASK = new ManagedObjectReference("Task", "t1");
    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger collectors = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);

    /// Makes collectors and filters; a wait for updates lasts until the test is over.
    private ScriptedServer server() {
        return new ScriptedServer()
                .on(
                        "CreatePropertyCollector",
                        _ ->
                                ScriptedServer.returns(
                                        "<returnval type=\"PropertyCollector\">pc"
                                                + collectors.incrementAndGet()
                                                + "</returnval>"))
                .on(
                        "CreateFilter",
                        _ ->
                                ScriptedServer.returns(
                                        "<returnval type=\"PropertyFilter\">f</returnval>"))
                .on("DestroyPropertyFilter", _ -> ScriptedServer.returns(""))
                .on("WaitForUpdatesEx", _ -> silence());
    }

    private VsphereTransport.Answer silence() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ScriptedServer.unreachable();
    }

    private void await(ScriptedServer server, Duration limit, TaskProgress progress) {
        try (var client = server.client()) {
            client.tasks().await(TASK, "PowerOnVM_Task", limit, progress);
        } finally {
            ended.countDown();
        }
    }

    private static String info(String state, String more) {
        return """
        <key>t1</key><task type="Task">t1</task><state>%s</state>%s\
        """
                .formatted(state, more);
    }

    private static VsphereTransport.Answer read(String info) {
        return ScriptedServer.returns(
                """
                <returnval><objects><obj type="Task">t1</obj><propSet><name>info</name>\
                <val xsi:type="TaskInfo">%s</val></propSet></objects></returnval>\
                """
                        .formatted(info));
    }

    private static VsphereTransport.Answer update(String version, String info) {
        return ScriptedServer.returns(
                """
                <returnval><version>%s</version><filterSet>\
                <filter type="PropertyFilter">f</filter><objectSet><kind>modify</kind>\
                <obj type="Task">t1</obj><changeSet><name>info</name><op>assign</op>\
                <val xsi:type="TaskInfo">%s</val></changeSet></objectSet></filterSet></returnval>\
                """
                        .formatted(version, info));
    }

    private static void assertFault(ThrowingCallable call, Class<? extends VsphereFault> type) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        VsphereException.class, e -> assertThat(e.fault()).isInstanceOf(type));
    }

    @Test
    void aTaskThatHasEndedIsReadOnceAndNotWaitedFor() {
        var server = server().on("RetrievePropertiesEx", _ -> read(info("success", "")));

        await(server, LONG, TaskProgress.NONE);

        assertThat(server.calls("RetrievePropertiesEx")).hasSize(1);
        assertThat(server.calls("CreateFilter")).isEmpty();
    }

    @Test
    void seesTheEndOfATaskThatEndedBeforeItsFilterWasMade() {
        var reads = new AtomicInteger();
        var server =
                server().on(
                                "RetrievePropertiesEx",
                                _ ->
                                        read(
                                                info(
                                                        reads.incrementAndGet() == 1
                                                                ? "running"
                                                                : "success",
                                                        "")));

        await(server, LONG, TaskProgress.NONE);

        assertThat(server.calls("CreateFilter")).hasSize(1);
        assertThat(server.calls("DestroyPropertyFilter")).hasSize(1);
    }

    @Test
    void tellsTheProgressThatTheServerReports() {
        var seen = new ArrayList<Integer>();
        var halfway = new CountDownLatch(1);
        var server =
                server().on(
                                "RetrievePropertiesEx",
                                _ -> read(info("running", "<progress>10</progress>")))
                        .on(
                                "WaitForUpdatesEx",
                                call -> {
                                    if (call.request().body().contains("<version></version>")) {
                                        return update(
                                                "1", info("running", "<progress>50</progress>"));
                                    }
                                    awaitQuietly(halfway);
                                    return update("2", info("success", ""));
                                });

        await(
                server,
                LONG,
                percent -> {
                    seen.add(percent);
                    if (percent == 50) {
                        halfway.countDown();
                    }
                });

        assertThat(seen).containsExactly(10, 50);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void givesTheFaultOfATaskWithTheLinesBehindIt() {
        var error =
                """
                <error><fault xsi:type="InvalidPowerState"><faultMessage><key>k</key>\
                <message>line</message></faultMessage><existingState>poweredOn</existingState>\
                </fault><localizedMessage>not now</localizedMessage></error>\
                """;
        var server = server().on("RetrievePropertiesEx", _ -> read(info("error", error)));

        assertThatThrownBy(() -> await(server, LONG, TaskProgress.NONE))
                .isInstanceOfSatisfying(
                        VsphereException.class,
                        e ->
                                assertThat(e.fault())
                                        .isInstanceOfSatisfying(
                                                VsphereFault.Rejected.class,
                                                f -> {
                                                    assertThat(f.type())
                                                            .isEqualTo("InvalidPowerState");
                                                    assertThat(f.message()).isEqualTo("not now");
                                                    assertThat(f.details())
                                                            .isEqualTo(List.of("line"));
                                                }));
    }

    /// The collector ends with its session. That is no answer to what became of the task.
    @Test
    void goesOnWithANewCollectorWhenTheSessionWasRenewed() {
        var server =
                server().on("RetrievePropertiesEx", _ -> read(info("running", "")))
                        .on(
                                "WaitForUpdatesEx",
                                call ->
                                        call.object().equals("pc1")
                                                ? ScriptedServer.faults("ManagedObjectNotFound", "")
                                                : update("1", info("success", "")));

        await(server, LONG, TaskProgress.NONE);

        assertThat(collectors).hasValue(2);
    }

    @Test
    void readsTheTaskAtIntervalsWhereTheServerHasNoUpdates() {
        var reads = new AtomicInteger();
        var server =
                server().on("CreatePropertyCollector", _ -> ScriptedServer.faults("NotFound", ""))
                        .on(
                                "RetrievePropertiesEx",
                                _ ->
                                        read(
                                                info(
                                                        reads.incrementAndGet() < 3
                                                                ? "queued"
                                                                : "success",
                                                        "")));

        await(server, LONG, TaskProgress.NONE);

        assertThat(reads).hasValue(3);
    }

    @Test
    void saysThatItIsNotKnownWhatBecameOfATaskThatIsGone() {
        var server =
                server().on(
                                "RetrievePropertiesEx",
                                _ -> ScriptedServer.faults("ManagedObjectNotFound", ""));

        assertFault(() -> await(server, LONG, TaskProgress.NONE), VsphereFault.Unreachable.class);
    }

    @Test
    void readsATaskOnceMoreBeforeItGivesUp() {
        var reads = new AtomicInteger();
        var server =
                server().on(
                                "RetrievePropertiesEx",
                                _ ->
                                        read(
                                                info(
                                                        reads.incrementAndGet() < 3
                                                                ? "running"
                                                                : "success",
                                                        "")));

        await(server, Duration.ZERO, TaskProgress.NONE);

        assertThat(reads).hasValue(3);
    }

    @Test
    void givesUpAfterItsLimit() {
        var server = server().on("RetrievePropertiesEx", _ -> read(info("running", "")));

        assertFault(
                () -> await(server, Duration.ZERO, TaskProgress.NONE), VsphereFault.TimedOut.class);
    }
}
