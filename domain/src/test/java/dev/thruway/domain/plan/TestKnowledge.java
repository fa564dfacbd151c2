package dev.thruway.domain.plan;

import dev.thruway.domain.Knowledge;
import dev.thruway.domain.gpu.DriverBranches;
import dev.thruway.domain.gpu.DriverChoice;
import dev.thruway.domain.gpu.GpuModel;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.Bar.Width;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.domain.pci.PciIds;
import dev.thruway.domain.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A catalog of three boards with NVIDIA's driver, and one of another maker that is for sizing
/// only. What is not in it is not known: a card with [#STRANGER]'s ids is on the bus and in no
/// catalog.
enum TestKnowledge implements Knowledge {
    CATALOG;

    static final PciIds L40S = new PciIds(PciIds.NVIDIA, 0x26B9, PciIds.NVIDIA, 0x1851);
    static final PciIds L4 = new PciIds(PciIds.NVIDIA, 0x27B8, PciIds.NVIDIA, 0x16EE);
    static final PciIds T4 = new PciIds(PciIds.NVIDIA, 0x1EB8, PciIds.NVIDIA, 0x12A2);
    static final PciIds STRANGER = new PciIds(PciIds.NVIDIA, 0x2FFF, PciIds.NVIDIA, 0x0001);

    static final PciIds MI210 = new PciIds(0x1002, 0x740F, 0x1002, 0x0C34);

    private static final DriverBranches ANY =
            new DriverBranches(
                    Optional.of(new DriverBranches.Span(515, OptionalInt.empty())),
                    Optional.empty());

    private static final List<GpuModel> MODELS =
            List.of(
                    model("L40S", "10de:26b9", 48, ByteSize.ofGib(64), ANY),
                    model("L4", "10de:27b8", 24, ByteSize.ofGib(32), ANY),
                    model("T4", "10de:1eb8", 16, ByteSize.ofMib(256), ANY),
                    model("MI210", "1002:740f", 64, ByteSize.ofGib(64), DriverBranches.NONE));

    private static GpuModel model(
            String name, String ids, int memory, ByteSize big, DriverBranches drivers) {
        return new GpuModel(
                name,
                name,
                List.of("NVIDIA " + name),
                List.of(ids),
                "any",
                ByteSize.ofGib(memory),
                List.of(
                        new Bar(0, ByteSize.ofMib(16), Width.BITS_32, false),
                        new Bar(1, big, Width.BITS_64, true),
                        new Bar(3, ByteSize.ofMib(32), Width.BITS_64, true)),
                drivers);
    }

    @Override
    public Optional<GpuModel> gpu(PciIds ids) {
        return MODELS.stream().filter(m -> m.ids().contains(ids.vendorDevice())).findFirst();
    }

    @Override
    public List<GpuModel> gpusNamed(String name) {
        return MODELS.stream().filter(m -> m.name().equals(name)).toList();
    }

    @Override
    public List<String> nearestNames(String name) {
        return List.of();
    }

    @Override
    public DriverChoice driver(
            List<GpuModel> boards,
            String distribution,
            String version,
            String kernel,
            String branch) {
        return new DriverChoice.None(Phrase.of("driver.not-asked-here"));
    }
}
