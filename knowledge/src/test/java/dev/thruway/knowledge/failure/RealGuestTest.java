package dev.thruway.knowledge.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.thruway.domain.finding.Evidence;
import dev.thruway.domain.finding.Finding;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What VMs with Ubuntu 24.04.3, kernel 6.18.44 and driver 580.159.04 said, the one with an H100
/// 80GB HBM3, the other with an H200 passed through to it; serial numbers are replaced.
final class RealGuestTest {

    /// The lines of an H100's dmesg that are about its bus, its window, its modules and its driver.
    private static final String KERNEL =
            """
            [    0.000000] MTRR map: 0 entries (0 fixed + 0 variable; max 16), built from 8 variable MTRRs
            [    0.016370] [mem 0xc0000000-0xeebfffff] available for PCI devices
            [    0.016383] Kernel is locked down from Kernel configuration; see man kernel_lockdown.7
            [    0.119910] PCI: ECAM [mem 0xeec00000-0xeecfffff] (base 0xeec00000) for domain 0000 [bus 00-00]
            [    0.119910] PCI: Using host bridge windows from ACPI; if necessary, use "pci=nocrs" and report a bug
            [    0.119910] PCI: Using E820 reservations for host bridge windows
            [    0.123020] ACPI: PCI Root Bridge [PC00] (domain 0000 [bus 00])
            [    0.123029] acpi PNP0A08:00: _OSC: platform retains control of PCIe features (AE_NOT_FOUND)
            [    0.123132] PCI host bridge to bus 0000:00
            [    0.123145] pci_bus 0000:00: root bus resource [mem 0xc0001000-0xeebfffff window]
            [    0.123147] pci_bus 0000:00: root bus resource [mem 0x4000000000-0x7fffffffff window]
            [    0.123149] pci_bus 0000:00: root bus resource [mem 0x100000000000-0x1fffffffffff window]
            [    0.123265] pci 0000:00:00.0: [8086:0d57] type 00 class 0x060000 conventional PCI endpoint
            [    0.126016] pci 0000:00:03.0: BAR 0 [mem 0x4000100000-0x400017ffff 64bit]
            [    0.128763] pci 0000:00:06.0: [10de:2330] type 00 class 0x030200 PCIe Endpoint
            [    0.129516] pci 0000:00:06.0: BAR 0 [mem 0x102002000000-0x102002ffffff 64bit pref]
            [    0.129535] pci 0000:00:06.0: BAR 2 [mem 0x100000000000-0x101fffffffff 64bit pref]
            [    0.129554] pci 0000:00:06.0: BAR 4 [mem 0x102000000000-0x102001ffffff 64bit pref]
            [    0.129985] pci 0000:00:06.0: Enabling HDA controller
            [    0.180802] pci_bus 0000:00: resource 7 [mem 0x100000000000-0x1fffffffffff window]
            [    0.181154] software IO TLB: No low mem
            [    0.213402] virtio-pci 0000:00:03.0: enabling device (0000 -> 0002)
            [    0.233738] Loading compiled-in X.509 certificates
            [    0.538858] nvidia: loading out-of-tree module taints kernel.
            [    0.636664] nvidia-nvlink: Nvlink Core is being initialized, major device number 240
            [    0.636675] NVRM: loading NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build  (builder@host)
            [    1.288618] NVRM: gpuClearFbhubPoisonIntrForBug2924523_GA100: FBHUB Interrupt detected. Clearing it.
            [    3.471063] NVRM: Persistence mode is deprecated and will be removed in a future release. Please use nvidia-persistenced instead.
            """;

    private static final String SMI =
            """
            | NVIDIA-SMI 580.159.04             Driver Version: 580.159.04     CUDA Version: 13.0     |
            | Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |
            |   0  NVIDIA H100 80GB HBM3          On  |   00000000:00:06.0 Off |                    0 |
            | N/A   37C    P0             74W /  700W |       0MiB /  81559MiB |      0%      Default |
            |                                         |                        |             Disabled |
            |  No running processes found                                                             |
                GPU Recovery Action                                : None
                    Replays Since Reset                            : 0
            """;

    private static List<Finding> of(String log) {
        var lines = log.lines().toList();
        return Diagnosis.of(
                IntStream.range(0, lines.size())
                        .mapToObj(i -> new LogLine("log", LineKind.ANY, i + 1L, lines.get(i)))
                        .toList());
    }

    @Test
    void aHealthyVmHasNoFinding() {
        assertThat(of(KERNEL + SMI)).isEmpty();
    }

    /// As the kernel writes it of a BAR that it cannot place: the same log, one line more.
    @Test
    void oneLineAmongThoseOfAHealthyVmIsFound() {
        var line = "[    0.180810] pci 0000:00:06.0: BAR 2 [mem size 0x2000000000 64bit pref]: ";

        assertThat(of(KERNEL + line + "can't assign; no space\n" + SMI))
                .extracting(Finding::code)
                .containsExactly("bar-not-placed");
    }

    /// An nvidia-smi whose libraries were those of another release: the kernel's four further lines
    /// have no time before them.
    @Test
    void librariesOfAnotherReleaseAreOneFindingWhateverSaysIt() {
        var log =
                """
                Failed to initialize NVML: Driver/library version mismatch
                NVML library version: 580.159
                [   33.634975] NVRM: API mismatch: the client 'nvidia-smi' (pid 1091)
                               NVRM: has the version 580.159.03, but this kernel module has
                               NVRM: the version 580.159.04.  Please make sure that this
                               NVRM: kernel module and all NVIDIA driver components
                               NVRM: have the same version.
                """;

        assertThat(of(log))
                .singleElement()
                .satisfies(f -> {
                    assertThat(f.code()).isEqualTo("driver-mismatch");
                    assertThat(f.evidence()).map(Evidence::line).containsExactly(1L, 3L);
                });
    }

    @Test
    void anNvidiaSmiWithoutTheDriversLibrariesIsExplained() {
        var said =
                """
                NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA Display Driver is properly installed and present in your system.
                Please also try adding directory that contains libnvidia-ml.so to your system PATH.
                """;

        assertThat(of(said)).extracting(Finding::code).containsExactly("driver-library-missing");
    }

    /// A kernel that wrote to address 0, then one that wrote to an odd address.
    @Test
    void aProgramsOwnErrorsAreNotTakenForTheCards() {
        var log =
                """
                [   36.284324] NVRM: GPU at PCI:0000:00:06: GPU-00000000-0000-4000-8000-000000000002
                [   36.284333] NVRM: GPU Board Serial Number: 1650000000002
                [   36.284334] NVRM: Xid (PCI:0000:00:06): 31, pid=1147, name=x, channel 0x0000000a, intr 00000000. MMU Fault: ENGINE GRAPHICS GPC1 GPCCLIENT_T1_8 faulted @ 0x0_00000000. Fault is of type FAULT_PDE ACCESS_TYPE_VIRT_WRITE
                [   36.625689] NVRM: Xid (PCI:0000:00:06): 13, Graphics SM Warp Exception on (GPC 1, TPC 4, SM 0): Misaligned Address
                [   36.627201] NVRM: Xid (PCI:0000:00:06): 13, Graphics Exception: ESR 0x519730=0x500000f 0x519734=0x0 0x519728=0x1f81fb60 0x51972c=0x1174
                [   36.628754] NVRM: Xid (PCI:0000:00:06): 13, pid=1154, name=x, Graphics Exception: channel 0x0000000a, Class 0000cbc0, Offset 00000510, Data 0017e2ac
                """;

        assertThat(of(log))
                .allMatch(f -> f.code().equals("application-error"))
                .extracting(f -> f.cause().args().get("xid"), f -> f.evidence().size())
                .containsExactly(tuple("31", 1), tuple("13", 3));
    }
}
