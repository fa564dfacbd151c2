package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.os.Program;
import java.util.Map;

/// The programs that come with NVIDIA's driver, and our own CUDA check.
final class NvidiaPrograms {

    private NvidiaPrograms() {}

    static void addTo(Map<String, Program> table) {
        table.put("nvidia-smi", new NvidiaSmi());
        table.put("nvidia-persistenced", _ -> 0);
        table.put("thruway-cuda-check", new CudaCheckProgram());
    }
}
