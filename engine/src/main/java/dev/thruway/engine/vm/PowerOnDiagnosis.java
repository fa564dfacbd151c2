package dev.thruway.engine.vm;

import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the VM's own vmware.log after a failed start.
public final class PowerOnDiagnosis implements PowerOnFailure {

    private static final int LOG_LIMIT = 1 << 20;
    private static final Pattern VMX = Pattern.compile("\\[(.+?)] (.+)/[^/]+\\.vmx");

    private final HostAccess host;
    private final ManagedObjectReference vm;

    public PowerOnDiagnosis(HostAccess host, ManagedObjectReference vm) {
        this.host = host;
        this.vm = vm;
    }

    @Override
    public Phrase explain(Phrase first) {
        return log().flatMap(PowerOnDiagnosis::telling)
                .map(line -> first.with("log", line))
                .map(p -> new Phrase("run.vm-does-not-start", p.args()))
                .map(p -> p.args().containsKey("says") ? p : p.with("says", "-"))
                .orElse(first);
    }

    /// The end of vmware.log; empty where it cannot be read.
    public Optional<String> log() {
        try {
            var path =
                    host.client()
                            .properties()
                            .of(vm, "config.files.vmPathName")
                            .find("config.files.vmPathName", String.class)
                            .map(VMX::matcher)
                            .filter(java.util.regex.Matcher::matches);
            return path.flatMap(
                    m -> host.files().read(m.group(1), m.group(2) + "/vmware.log", LOG_LIMIT));
        } catch (VsphereException _) {
            return Optional.empty();
        }
    }

    /// The last line that speaks of passthrough or of memory in a way that names a cause.
    private static Optional<String> telling(String log) {
        return log.lines()
                .filter(l ->
                        l.contains("exceeds limit")
                                || l.contains("could not allocate")
                                || l.contains("Invalid memory setting")
                                || l.contains("not a passthrough device")
                                || l.contains("systemId does not match"))
                .reduce((_, last) -> last);
    }
}
