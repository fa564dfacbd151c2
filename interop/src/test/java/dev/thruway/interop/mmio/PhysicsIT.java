package dev.thruway.interop.mmio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thruway.domain.mmio.MmioDevice;
import dev.thruway.domain.mmio.MmioWindow;
import dev.thruway.domain.pci.Bar;
import dev.thruway.domain.pci.ByteSize;
import dev.thruway.knowledge.GpuCatalog;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhysicsIT {
    @Test
    void one(@TempDir Path folder) throws Exception {
        var rig = new QemuRig(folder);
        for (var name : List.of("L40S", "A100-80GB", "H200")) {
            List<Bar> bars = GpuCatalog.builtIn().named(name).getFirst().model().bars();
            for (int count : new int[] {1, 2, 4, 8}) {
                var devices = Collections.nCopies(count, new MmioDevice(name, bars, Optional.empty()));
                var needed = (MmioWindow.Needed) MmioWindow.of(devices);
                long t = System.nanoTime();
                var whole = rig.boot(bars, count, ByteSize.ofGib(needed.gib()));
                long t1 = System.nanoTime();
                var half = rig.boot(bars, count, ByteSize.ofGib(needed.gib() / 2));
                long t2 = System.nanoTime();
                System.out.println(name + " x" + count + " " + needed.gib() + ": " + whole + " half " + half + " " + (t1 - t) / 1000000 + " " + (t2 - t1) / 1000000);
            }
        }
    }
}
