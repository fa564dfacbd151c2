package dev.thruway.engine.host;

import dev.thruway.domain.observation.HostPending;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.engine.run.Effect;
import dev.thruway.vsphere.client.VsphereException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Notes which VMs of a host ran, before the first of them is shut down.
///
/// Running it twice is safe: what is noted already stays as it is.
public final class NoteVmsEffect implements Effect {

    private final HostAccess host;
    private final HostMarks marks;
    private final List<HostPending.Ran> vms;
    private final String who;
    private final Instant now;

    public NoteVmsEffect(
            HostAccess host, HostMarks marks, List<HostPending.Ran> vms, String who, Instant now) {
        this.host = host;
        this.marks = marks;
        this.vms = List.copyOf(vms);
        this.who = who;
        this.now = now;
    }

    /// Work that begins now.
    static HostPending begun(HostAccess host, String who, Instant now) {
        var bootTime =
                host.client()
                        .properties()
                        .of(host.host(), "runtime.bootTime")
                        .find("runtime.bootTime", Instant.class)
                        .orElse(Instant.EPOCH);
        return new HostPending(bootTime, who, now, HostPending.Stage.SHUTTING_DOWN, List.of());
    }

    @Override
    public Look look() {
        try {
            return marks.pending().filter(p -> p.withRan(vms).equals(p)).isPresent()
                    ? new Look.Settled(Phrase.of("run.vms-noted"))
                    : new Look.NotYet(Phrase.of("run.noting-vms"), Duration.ofSeconds(1));
        } catch (VsphereException e) {
            return new Look.Unclear(Causes.of(e));
        }
    }

    @Override
    public void act() {
        try {
            marks.write(marks.pending().orElseGet(() -> begun(host, who, now)).withRan(vms));
        } catch (VsphereException e) {
            throw Causes.ofChange(e);
        }
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }
}
