package dev.thruway.engine.guest;

/// Every path that Thruway writes in a guest (docs/decisions/0005).
final class GuestPaths {

    /// Root only: what was there before, our CUDA check, and its last result.
    static final String STATE = "/var/lib/thruway";

    static final String BEFORE = STATE + "/before.json";
    static final String CUDA_PROGRAM = STATE + "/thruway-cuda-check";
    static final String CUDA_PROOF = STATE + "/cuda.json";
    static final String BLACKLIST = "/etc/modprobe.d/thruway-nouveau.conf";

    private GuestPaths() {}
}
