package dev.thruway.engine.host;

import dev.thruway.vsphere.vim.HostCpuIdInfo;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/// How wide a processor's physical addresses are: the low eight bits of EAX in leaf 0x80000008 of
/// CPUID (AMD64 Architecture Programmer's Manual, volume 3; Intel's, volume 2).
final class AddressBits {

    private static final int LEAF = 0x80000008;

    private static final Pattern BITS = Pattern.compile("[01]{32}");

    private AddressBits() {}

    /// Empty where the host does not tell that leaf, or tells no width that a server has.
    static OptionalInt of(List<HostCpuIdInfo> leaves) {
        return leaves.stream()
                .filter(leaf -> leaf.level() == LEAF)
                .map(HostCpuIdInfo::eax)
                .filter(Objects::nonNull)
                .map(eax -> eax.replace(":", ""))
                .filter(bits -> BITS.matcher(bits).matches())
                .mapToInt(bits -> Integer.parseInt(bits.substring(24), 2))
                .filter(width -> width >= 36 && width <= 64)
                .findFirst();
    }
}
