package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.Invocation;
import dev.thruway.lab.guest.os.Program;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Thruway's own CUDA check, by what the driver API would answer it here: the program's lines and
/// exit codes are documented in its C source. What a GPU computes is computed from the arguments.
final class CudaCheckProgram implements Program {

    private static final String LIBRARY = "/usr/lib/x86_64-linux-gnu/libcuda.so.1";
    private static final Pattern VERSION = Pattern.compile("library \\S+ (\\S+)\\x00");
    private static final int NO_LIBRARY = 10;
    private static final int CUDA_ERROR = 20;
    private static final int NO_DEVICE = 31;
    private static final int USAGE = 64;

    @Override
    public int run(Invocation call) {
        var args = call.args();
        if (args.size() != 2 || !args.stream().allMatch(a -> a.matches("\\d{1,10}"))) {
            call.complain("usage: thruway-cuda-check SEED COUNT");
            return USAGE;
        }
        call.line("thruway-cuda-check 1 seed=" + args.get(0) + " count=" + args.get(1));
        if (!call.files().exists(User.ROOT, LIBRARY)) {
            call.line(
                    "error call=dlopen code=0 name=libcuda.so.1: cannot open shared object file:"
                            + " No such file or directory");
            return NO_LIBRARY;
        }
        return switch (Nvml.ask(call, library(call))) {
            case Nvml.NoDriver() -> error(call, "cuInit", 100, "CUDA_ERROR_NO_DEVICE");
            case Nvml.NoDevice() -> error(call, "cuInit", 100, "CUDA_ERROR_NO_DEVICE");
            case Nvml.Mismatch(_) ->
                    error(call, "cuInit", 803, "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH");
            case Nvml.Working working -> compute(call, working);
        };
    }

    private static String library(Invocation call) {
        var content =
                new String(call.files().read(User.ROOT, LIBRARY), StandardCharsets.ISO_8859_1);
        var m = VERSION.matcher(content);
        return m.find() ? m.group(1) : "";
    }

    private static int error(Invocation call, String function, int code, String name) {
        call.line("error call=" + function + " code=" + code + " name=" + name);
        return CUDA_ERROR;
    }

    private static int compute(Invocation call, Nvml.Working nvml) {
        if (!Nvml.usable(call, "/dev/nvidia-uvm")) {
            return error(call, "cuInit", 999, "CUDA_ERROR_UNKNOWN");
        }
        var version = nvml.cuda().split("\\.");
        int api = Integer.parseInt(version[0]) * 1000 + Integer.parseInt(version[1]) * 10;
        call.line("driver api=" + api + " devices=" + nvml.gpus().size());
        int seed = Integer.parseUnsignedInt(call.args().get(0));
        int count = Integer.parseInt(call.args().get(1));
        var sum = "%08x".formatted(sum(seed, count));
        for (int i = 0; i < nvml.gpus().size(); i++) {
            gpu(call, i, nvml.gpus().get(i), sum);
        }
        return nvml.gpus().isEmpty() ? NO_DEVICE : 0;
    }

    private static void gpu(Invocation call, int index, PciDevice gpu, String sum) {
        var chip = Nvml.chip(gpu);
        call.line(
                "gpu index=%d bus=%s uuid=%s memory=%d result=ok sum=%s name=%s"
                        .formatted(
                                index,
                                gpu.address(),
                                chip.uuid(),
                                chip.framebufferMibReported() << 20,
                                sum,
                                chip.marketingName()));
    }

    /// What the kernel in the check's source computes, one word a thread, and their weighted sum.
    private static int sum(int seed, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int x = (seed + i) * 1664525 + 1013904223;
            x = (x ^ (x >>> 13)) * (int) 2246822519L;
            sum += (x ^ (x >>> 16)) * (2 * i + 1);
        }
        return sum;
    }
}
