package dev.thruway.guest.cuda;

import java.util.List;

/// What the CUDA check found.
public sealed interface CudaReport {

    /// The driver's library answered, and every device that it has ran the kernel.
    ///
    /// @param api the driver API's version: 12040 is CUDA 12.4
    record Ran(int api, List<Gpu> gpus) implements CudaReport {

        public Ran {
            gpus = List.copyOf(gpus);
        }

        /// As people write it: `12.4`.
        public String cudaVersion() {
            return api / 1000 + "." + api % 1000 / 10;
        }

        /// True where there is a device and all of them computed what was expected.
        public boolean ok() {
            return !gpus.isEmpty() && gpus.stream().allMatch(Gpu::computed);
        }
    }

    /// There is no usable `libcuda.so.1`.
    record NoLibrary(String message) implements CudaReport {}

    /// A call of the driver API failed.
    ///
    /// @param code a `CUresult`, such as 100
    /// @param name its name, such as `CUDA_ERROR_NO_DEVICE`
    record Failed(String call, int code, String name) implements CudaReport {}

    /// One device.
    ///
    /// @param busId its PCI address as CUDA writes it
    /// @param uuid as nvidia-smi prints it: `GPU-` and a UUID
    /// @param computed its words are those that the CPU computes, and so is their sum here
    record Gpu(
            int index,
            String busId,
            String uuid,
            long memoryBytes,
            boolean computed,
            String name) {}
}
