package dev.thruway.cli.capture;

import dev.thruway.cli.capture.Names.Kind;
import dev.thruway.domain.observation.HostBefore;
import dev.thruway.domain.observation.HostPending;
import dev.thruway.engine.capture.CapturedServer;
import dev.thruway.engine.mark.HostMarks;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What Thruway noted of a host, as files of a datastore, in the names of the copy.
record NoteFiles(Names names) {

    Map<String, String> of(CapturedServer server) {
        return notes(server)
                .map(notes ->
                        HostMarks.files(
                                names.of(Kind.UUID, server.host().uuid()),
                                notes.before().map(this::before),
                                notes.pending().map(this::pending)))
                .orElse(Map.of());
    }

    static Optional<CapturedServer.Notes> notes(CapturedServer server) {
        return server.notes().known().flatMap(notes -> notes);
    }

    private HostBefore before(HostBefore before) {
        var labels = new TreeMap<>(before.labels());
        labels.replaceAll((_, label) -> names.of(Kind.LABEL, label));
        return new HostBefore(before.passthroughEnabled(), before.ids(), labels);
    }

    private HostPending pending(HostPending pending) {
        return new HostPending(
                pending.bootTime(),
                names.of(Kind.PERSON, pending.who()),
                pending.since(),
                pending.stage(),
                pending.ran().stream()
                        .map(vm ->
                                new HostPending.Ran(
                                        names.of(Kind.UUID, vm.uuid()),
                                        names.of(Kind.VM, vm.name())))
                        .toList());
    }
}
