package dev.thruway.lab.guest.program;

import dev.thruway.lab.guest.GpuChip;
import dev.thruway.lab.guest.fs.User;
import dev.thruway.lab.guest.kernel.NvidiaDriver;
import dev.thruway.lab.guest.kernel.PciDevice;
import dev.thruway.lab.guest.os.Invocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What NVIDIA's user-space libraries find when they ask the kernel module.
sealed interface Nvml {

    /// CUDA's version by driver branch, as nvidia-smi of that branch prints it: 550 from the seed,
    /// 580 from NVIDIA's page of supported drivers, the others from its release notes.
    Map<Integer, String> CUDA =
            Map.of(535, "12.2", 550, "12.4", 570, "12.8", 580, "13.0", 590, "13.1", 595, "13.2");

    /// These GPUs work.
    record Working(NvidiaDriver driver, List<PciDevice> gpus) implements Nvml {

        public Working {
            gpus = List.copyOf(gpus);
        }

        String cuda() {
            int branch = Integer.parseInt(driver.version().split("\\.")[0]);
            return CUDA.getOrDefault(branch, "N/A");
        }
    }

    /// No module is loaded.
    record NoDriver() implements Nvml {}

    /// The module in the kernel is of another version than the libraries.
    record Mismatch(String library) implements Nvml {}

    /// The module is loaded, and no GPU started.
    record NoDevice() implements Nvml {}

    /// @param library the version of the libraries
    static Nvml ask(Invocation call, String library) {
        var driver = call.os().kernel().nvidia();
        if (driver.isEmpty() || !usable(call, "/dev/nvidiactl")) {
            return new NoDriver();
        }
        if (!driver.get().version().equals(library)) {
            return new Mismatch(library);
        }
        var working = new ArrayList<PciDevice>();
        for (int minor = 0; minor < driver.get().gpus().size(); minor++) {
            var gpu = driver.get().gpus().get(minor);
            if (usable(call, "/dev/nvidia" + minor) && starts(call, driver.get(), gpu)) {
                working.add(gpu);
            }
        }
        return working.isEmpty() ? new NoDevice() : new Working(driver.get(), working);
    }

    /// A device file that is there and that the caller may open.
    static boolean usable(Invocation call, String path) {
        return call.files().mayAccess(call.user(), path, 6);
    }

    /// As nvidia-smi prints it: eight digits of domain, in capitals.
    static String busId(PciDevice gpu) {
        return "0000" + gpu.address().toString().toUpperCase(Locale.ROOT);
    }

    private static boolean starts(Invocation call, NvidiaDriver driver, PciDevice gpu) {
        boolean firmware =
                call.files()
                        .exists(
                                User.ROOT,
                                "/usr/lib/firmware/nvidia/" + driver.version() + "/gsp_ga10x.bin");
        var failure = driver.startFailure(gpu, firmware);
        failure.ifPresent(numbers ->
                call.os()
                        .kernel()
                        .log()
                        .add(
                                "NVRM: GPU %s: RmInitAdapter failed! (%s:1447)"
                                        .formatted(gpu.address(), numbers)));
        return failure.isEmpty();
    }

    static GpuChip chip(PciDevice gpu) {
        return gpu.function()
                .gpu()
                .orElseThrow(
                        () -> new IllegalStateException("a GPU without a chip: " + gpu.address()));
    }
}
