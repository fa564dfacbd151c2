/* A libcuda.so.1 without a GPU: answers what the CUDA check asks, and does its kernel's sums on the
 * CPU. STUB_DEVICES sets how many devices there are, STUB_WRONG=1 spoils one word. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cuInit(unsigned f) { (void)f; return getenv("STUB_INIT") ? atoi(getenv("STUB_INIT")) : 0; }
int cuDriverGetVersion(int *v) { *v = 13000; return 0; }
int cuGetErrorName(int c, const char **n) { *n = c == 100 ? "CUDA_ERROR_NO_DEVICE" : "CUDA_ERROR_UNKNOWN"; return 0; }
int cuDeviceGetCount(int *n) { *n = getenv("STUB_DEVICES") ? atoi(getenv("STUB_DEVICES")) : 1; return 0; }
int cuDeviceGet(int *d, int i) { *d = i; return 0; }
int cuDeviceGetName(char *n, int len, int d) { (void)d; snprintf(n, len, "NVIDIA L40S"); return 0; }
int cuDeviceGetUuid(unsigned char *u, int d) { for (int i = 0; i < 16; i++) u[i] = (unsigned char)(i + d); return 0; }
int cuDeviceTotalMem_v2(size_t *n, int d) { (void)d; *n = 46068ul << 20; return 0; }
int cuDeviceGetPCIBusId(char *b, int len, int d) { snprintf(b, len, "0000:%02X:00.0", 3 + 8 * d); return 0; }
int cuDevicePrimaryCtxRetain(void **c, int d) { (void)d; *c = c; return 0; }
int cuDevicePrimaryCtxRelease_v2(int d) { (void)d; return 0; }
int cuCtxSetCurrent(void *c) { (void)c; return 0; }
int cuModuleLoadData(void **m, const void *ptx) { *m = (void *)ptx; return strncmp(ptx, ".version", 8) == 0 ? 0 : 218; }
int cuModuleGetFunction(void **f, void *m, const char *n) { *f = m; return strstr(m, n) ? 0 : 500; }
int cuModuleUnload(void *m) { (void)m; return 0; }
int cuMemAlloc_v2(unsigned long long *p, size_t n) { *p = (unsigned long long)(uintptr_t)malloc(n); return 0; }
int cuMemFree_v2(unsigned long long p) { free((void *)(uintptr_t)p); return 0; }
int cuMemcpyDtoH_v2(void *h, unsigned long long p, size_t n) { memcpy(h, (void *)(uintptr_t)p, n); return 0; }
int cuCtxSynchronize(void) { return 0; }
int cuLaunchKernel(void *f, unsigned gx, unsigned gy, unsigned gz, unsigned bx, unsigned by, unsigned bz,
                   unsigned shared, void *stream, void **args, void **extra) {
    (void)f, (void)gy, (void)gz, (void)by, (void)bz, (void)shared, (void)stream, (void)extra;
    uint32_t *out = (uint32_t *)(uintptr_t)*(unsigned long long *)args[0];
    uint32_t seed = *(uint32_t *)args[1], count = *(uint32_t *)args[2];
    for (uint32_t i = 0; i < gx * bx && i < count; i++) {
        uint32_t y = (seed + i) * 1664525u + 1013904223u;
        y = (y ^ (y >> 13)) * 2246822519u;
        out[i] = y ^ (y >> 16);
    }
    if (getenv("STUB_WRONG")) out[count / 2] ^= 1;
    return 0;
}
