package dev.thruway.engine.preflight;

import dev.thruway.domain.check.VmFacts;
import dev.thruway.domain.check.VmFacts.Trait;
import dev.thruway.engine.connect.HostAccess;
import dev.thruway.vsphere.client.ObjectProperties;
import dev.thruway.vsphere.vim.ManagedByInfo;
import dev.thruway.vsphere.vim.ManagedObjectReference;
import dev.thruway.vsphere.vim.VirtualMachineFlagInfo;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads one VM. Changes nothing.
public final class VmFactsReader {

    private static final String NESTED = "config.nestedHVEnabled";
    private static final String FLAGS = "config.flags";

    private static final String[] PATHS = {
        "rootSnapshot",
        NESTED,
        FLAGS,
        "config.cpuHotAddEnabled",
        "config.memoryHotAddEnabled",
        "config.managedBy",
    };

    private final HostAccess host;
    private final ManagedObjectReference vm;

    VmFactsReader(HostAccess host, ManagedObjectReference vm) {
        this.host = host;
        this.vm = vm;
    }

    /// Throws [dev.thruway.vsphere.client.VsphereException] where the VM cannot be read.
    VmFacts read() {
        return facts(host.client().properties().of(vm, PATHS));
    }

    /// What excludes a passthrough device; throws as [#read] does.
    Set<Trait> readExcluding() {
        return excluding(host.client().properties().of(vm, NESTED, FLAGS));
    }

    /// What a VM is read from where many are read at once.
    public static List<String> paths() {
        return List.of(PATHS);
    }

    /// A VM from what was read of it.
    public static VmFacts facts(ObjectProperties p) {
        var traits = EnumSet.noneOf(Trait.class);
        if (!p.list("rootSnapshot", ManagedObjectReference.class).isEmpty()) {
            traits.add(Trait.SNAPSHOTS);
        }
        if (isSet(p, "config.cpuHotAddEnabled")) {
            traits.add(Trait.CPU_HOT_ADD);
        }
        if (isSet(p, "config.memoryHotAddEnabled")) {
            traits.add(Trait.MEMORY_HOT_ADD);
        }
        traits.addAll(excluding(p));
        return new VmFacts(
                traits,
                p.find("config.managedBy", ManagedByInfo.class)
                        .map(ManagedByInfo::extensionKey)
                        .filter(key -> !key.isBlank()),
                Stream.of(PATHS).filter(p::unread).toList());
    }

    /// What excludes a passthrough device.
    private static Set<Trait> excluding(ObjectProperties p) {
        var traits = EnumSet.noneOf(Trait.class);
        if (isSet(p, NESTED)) {
            traits.add(Trait.NESTED_VIRTUALIZATION);
        }
        p.find(FLAGS, VirtualMachineFlagInfo.class)
                .map(VirtualMachineFlagInfo::vbsEnabled)
                .filter(Boolean.TRUE::equals)
                .ifPresent(_ -> traits.add(Trait.VIRTUALIZATION_BASED_SECURITY));
        return traits;
    }

    private static boolean isSet(ObjectProperties p, String path) {
        return p.find(path, Boolean.class).orElse(false);
    }
}
