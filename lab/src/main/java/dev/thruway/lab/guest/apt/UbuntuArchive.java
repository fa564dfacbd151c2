package dev.thruway.lab.guest.apt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The packages of Ubuntu 24.04 that matter here: those of a server as installed, and NVIDIA's.
public final class UbuntuArchive {

    private UbuntuArchive() {}

    /// What `apt-get update` finds.
    ///
    /// @param kernelAbis kernels for which the archive still has prebuilt modules
    public static Map<String, DebianPackage> packages(List<Integer> kernelAbis) {
        var found = new TreeMap<String, DebianPackage>();
        NvidiaPackages.all(kernelAbis).forEach(p -> found.put(p.name(), p));
        BasePackages.optional().forEach(p -> found.put(p.name(), p));
        for (int abi : kernelAbis) {
            KernelPackages.of(abi).forEach(p -> found.put(p.name(), p));
        }
        return found;
    }

    /// What the installer left on the disk.
    public static List<DebianPackage> installed(int kernelAbi) {
        var all = new ArrayList<>(BasePackages.installed());
        all.addAll(KernelPackages.of(kernelAbi));
        return all;
    }
}
