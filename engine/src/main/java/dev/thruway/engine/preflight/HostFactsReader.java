package dev.thruway.engine.preflight;

import static dev.thruway.domain.check.Privileges.required;
import static dev.thruway.domain.check.Privileges.upgrading;

import dev.thruway.domain.check.HostFacts;
import dev.thruway.domain.check.Privilege.On;
import dev.thruway.domain.observation.Observed;
import dev.thruway.domain.text.Phrase;
import dev.thruway.engine.Causes;
import dev.thruway.engine.Clock;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.engine.host.HostConnection;
import dev.thruway.engine.mark.HostMarks;
import dev.thruway.vsphere.client.AdvancedOptions;
import dev.thruway.vsphere.client.Licences;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.client.Privileges;
import dev.thruway.vsphere.client.VsphereException;
import dev.thruway.vsphere.vim.HostSystemConnectionState;
import dev.thruway.vsphere.vim.KeyAnyValue;
import dev.thruway.vsphere.vim.LicenseManagerLicenseInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Reads one host. Changes nothing.
final class HostFactsReader {

    private static final String LOCKDOWN = "config.lockdownMode";
    private static final String VENDOR = "hardware.systemInfo.vendor";
    private static final String HOT_PLUG = "VMkernel.Boot.enablePCIEHotplug";

    private final HostAccess access;
    private final String uuid;
    private final Clock clock;

    /// @param uuid the host's passthrough systemId; empty where it is not known
    HostFactsReader(HostAccess access, String uuid, Clock clock) {
        this.access = access;
        this.uuid = uuid;
        this.clock = clock;
    }

    /// Throws [VsphereException] where the host cannot be read at all.
    ///
    /// @param vms of the file on this host, for the privileges on them
    /// @param outdated those whose virtual hardware is to be upgraded
    HostFacts read(
            Collection<ManagedObjectReference> vms, Collection<ManagedObjectReference> outdated) {
        var host = access.client().properties().of(access.host(), paths());
        return new HostFacts(
                said(host, HostConnection.PATH, HostSystemConnectionState.class).map(Enum::name),
                said(host, LOCKDOWN, String.class),
                attempt(this::licences),
                attempt(() -> missingPrivileges(vms, outdated)),
                new HostMemoryReader(access).of(host),
                said(host, VENDOR, String.class),
                attempt(this::pcieHotPlug).flatMap(HostFactsReader::bool),
                clock.now());
    }

    private static String[] paths() {
        return Stream.concat(
                        Stream.of(HostConnection.PATH, LOCKDOWN, VENDOR),
                        HostMemoryReader.PATHS.stream())
                .toArray(String[]::new);
    }

    private static <T> Observed<T> said(ObjectProperties host, String path, Class<T> type) {
        return host.find(path, type)
                .map(Observed::of)
                .orElse(Observed.unknown(Phrase.of("unread.not-said", "what", path)));
    }

    private static <T> Observed<T> attempt(Supplier<T> read) {
        try {
            return Observed.of(read.get());
        } catch (VsphereException e) {
            return Observed.unknown(Causes.of(e));
        }
    }

    private List<HostFacts.Licence> licences() {
        return new Licences(access.client())
                .of(access.host()).stream()
                        .map(l -> new HostFacts.Licence(l.editionKey(), l.name(), expires(l)))
                        .toList();
    }

    private static Optional<Instant> expires(LicenseManagerLicenseInfo licence) {
        return licence.properties().stream()
                .filter(p -> p.key().equals("expirationDate"))
                .map(KeyAnyValue::value)
                .filter(Instant.class::isInstance)
                .map(Instant.class::cast)
                .findFirst();
    }

    private Optional<Object> pcieHotPlug() {
        return new AdvancedOptions(access.client()).value(access.host(), HOT_PLUG);
    }

    private static Observed<Boolean> bool(Optional<Object> value) {
        return value.filter(Boolean.class::isInstance)
                .map(b -> Observed.of((Boolean) b))
                .orElse(Observed.unknown(Phrase.of("unread.not-said", "what", HOT_PLUG)));
    }

    private List<String> missingPrivileges(
            Collection<ManagedObjectReference> vms, Collection<ManagedObjectReference> outdated) {
        var privileges = new Privileges(access.client());
        var missing =
                new ArrayList<>(privileges.missing(List.of(access.host()), required(On.HOST)));
        var store = HostMarks.datastore(access, uuid);
        if (store.isPresent()) {
            missing.addAll(privileges.missing(List.of(store.get()), required(On.DATASTORE)));
        }
        if (!vms.isEmpty()) {
            missing.addAll(privileges.missing(List.copyOf(vms), required(On.VM)));
        }
        if (!outdated.isEmpty()) {
            missing.addAll(privileges.missing(List.copyOf(outdated), upgrading()));
        }
        return List.copyOf(missing);
    }
}
