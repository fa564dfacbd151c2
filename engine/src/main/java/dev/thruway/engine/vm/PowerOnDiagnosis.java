package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.connect.VmFolder;
import dev.thruway.engine.run.Explanation;
import dev.thruway.knowledge.failure.LineKind;
import dev.thruway.knowledge.failure.LogLine;
import dev.thruway.vsphere.client.VmOperations;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.Event;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads what says why a VM did not start: the VM's own vmware.log, the answer of its task, and its
/// last events. What cannot be read is done without.
public final class PowerOnDiagnosis implements PowerOnFailure {

    private static final int LOG_LIMIT = 1 << 20;

    /// An event comes within seconds of what it tells; a minute allows for a slow server.
    private static final Duration EVENTS_BACK = Duration.ofMinutes(1);

    private final HostAccess host;
    private final ManagedObjectReference vm;

    public PowerOnDiagnosis(HostAccess host, ManagedObjectReference vm) {
        this.host = host;
        this.vm = vm;
    }

    @Override
    public Explanation explain(Phrase first, List<String> said) {
        var lines = new ArrayList<LogLine>();
        log().ifPresent(log ->
                lines.addAll(
                        LogLine.numbered(
                                log.source(), LineKind.HOST_LOG, log.text().lines().toList())));
        lines.addAll(LogLine.numbered("PowerOnVM_Task", LineKind.TASK, said));
        lines.addAll(LogLine.numbered("events", LineKind.EVENT, events()));
        return Explanation.of(first, lines);
    }

    private record Log(String source, String text) {}

    /// The end of vmware.log. Each start of a VM begins a new one.
    private Optional<Log> log() {
        return attempt(() ->
                        host.client()
                                .properties()
                                .of(vm, "config.files.vmPathName")
                                .find("config.files.vmPathName", String.class)
                                .flatMap(VmFolder::of)
                                .flatMap(f -> log(f.datastore(), f.file("vmware.log"))))
                .flatMap(log -> log);
    }

    private Optional<Log> log(String datastore, String path) {
        return host.files()
                .read(datastore, path, LOG_LIMIT)
                .map(text -> new Log("[%s] %s".formatted(datastore, path), text));
    }

    private List<String> events() {
        var operations = new VmOperations(host.client());
        return attempt(() -> operations.events(vm, operations.currentTime().minus(EVENTS_BACK)))
                .orElse(List.of())
                .stream()
                .map(Event::fullFormattedMessage)
                .filter(Objects::nonNull)
                .toList();
    }

    private static <T> Optional<T> attempt(Supplier<T> read) {
        try {
            return Optional.of(read.get());
        } catch (VsphereException _) {
            return Optional.empty();
        }
    }
}
