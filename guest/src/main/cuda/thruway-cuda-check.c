/*
 * thruway-cuda-check SEED COUNT: runs one small kernel on every GPU and says what came out.
 *
 * Needs nothing but the driver's libcuda.so.1, which is opened at run time, and a C library of 2002
 * or later: see build.sh for how the symbol versions are kept that old.
 *
 * Output, one line each, words separated by one space; the name comes last and may hold spaces:
 *   thruway-cuda-check 1 seed=S count=C
 *   driver api=12040 devices=1
 *   gpu index=0 bus=0000:03:00.0 uuid=GPU-… memory=BYTES result=ok sum=HEX name=NVIDIA L40S
 *   error call=cuInit code=100 name=CUDA_ERROR_NO_DEVICE
 * Exit: 0 every GPU computed what the CPU computed; 2 usage; 10 no libcuda; 20 an error of the
 * driver API; 30 a wrong result; 31 no device.
 */
#include <stddef.h>
#include <stdint.h>

typedef int CUresult;
typedef int CUdevice;
typedef struct CUctx_st *CUcontext;
typedef struct CUmod_st *CUmodule;
typedef struct CUfunc_st *CUfunction;
typedef unsigned long long CUdeviceptr;

extern void *dlopen(const char *, int);
extern void *dlsym(void *, const char *);
extern char *dlerror(void);
extern int printf(const char *, ...);
extern int fflush(void *);
extern void *malloc(size_t);
extern void free(void *);
extern unsigned long long strtoull(const char *, char **, int);
extern void exit(int);
extern int __libc_start_main(int (*)(int, char **, char **), int, char **, void (*)(void),
                             void (*)(void), void (*)(void), void *);

__asm__(".symver dlopen,dlopen@GLIBC_2.2.5");
__asm__(".symver dlsym,dlsym@GLIBC_2.2.5");
__asm__(".symver dlerror,dlerror@GLIBC_2.2.5");
__asm__(".symver __libc_start_main,__libc_start_main@GLIBC_2.2.5");

/* Found by whoever must recognise this program without running it. */
__attribute__((used)) static const char marker[] = "thruway.program=cuda-check/1";

enum { OK = 0, USAGE = 2, NO_LIBCUDA = 10, CUDA_ERROR = 20, WRONG_RESULT = 30, NO_DEVICE = 31 };

/* One 32-bit word for each thread: y = x * 1664525 + 1013904223, folded; x = seed + index. */
static const char ptx[] =
    ".version 6.0\n"
    ".target sm_50\n"
    ".address_size 64\n"
    ".visible .entry mix(.param .u64 out, .param .u32 seed, .param .u32 count)\n"
    "{\n"
    " .reg .pred %p<2>; .reg .u64 %rd<4>; .reg .u32 %r<10>;\n"
    " ld.param.u64 %rd1, [out]; ld.param.u32 %r7, [seed]; ld.param.u32 %r8, [count];\n"
    " cvta.to.global.u64 %rd1, %rd1;\n"
    " mov.u32 %r1, %ctaid.x; mov.u32 %r2, %ntid.x; mov.u32 %r3, %tid.x;\n"
    " mad.lo.u32 %r4, %r1, %r2, %r3;\n"
    " setp.ge.u32 %p1, %r4, %r8; @%p1 bra done;\n"
    " add.u32 %r5, %r4, %r7;\n"
    " mul.lo.u32 %r5, %r5, 1664525; add.u32 %r5, %r5, 1013904223;\n"
    " shr.u32 %r6, %r5, 13; xor.b32 %r5, %r5, %r6; mul.lo.u32 %r5, %r5, 2246822519;\n"
    " shr.u32 %r6, %r5, 16; xor.b32 %r5, %r5, %r6;\n"
    " mul.wide.u32 %rd2, %r4, 4; add.u64 %rd3, %rd1, %rd2; st.global.u32 [%rd3], %r5;\n"
    "done:\n"
    " ret;\n"
    "}\n";

static uint32_t mix(uint32_t x) {
    x = x * 1664525u + 1013904223u;
    x = (x ^ (x >> 13)) * 2246822519u;
    return x ^ (x >> 16);
}

static CUresult (*cuInit)(unsigned);
static CUresult (*cuDriverGetVersion)(int *);
static CUresult (*cuGetErrorName)(CUresult, const char **);
static CUresult (*cuDeviceGetCount)(int *);
static CUresult (*cuDeviceGet)(CUdevice *, int);
static CUresult (*cuDeviceGetName)(char *, int, CUdevice);
static CUresult (*cuDeviceGetUuid)(unsigned char *, CUdevice);
static CUresult (*cuDeviceTotalMem)(size_t *, CUdevice);
static CUresult (*cuDeviceGetPCIBusId)(char *, int, CUdevice);
static CUresult (*cuDevicePrimaryCtxRetain)(CUcontext *, CUdevice);
static CUresult (*cuDevicePrimaryCtxRelease)(CUdevice);
static CUresult (*cuCtxSetCurrent)(CUcontext);
static CUresult (*cuModuleLoadData)(CUmodule *, const void *);
static CUresult (*cuModuleGetFunction)(CUfunction *, CUmodule, const char *);
static CUresult (*cuModuleUnload)(CUmodule);
static CUresult (*cuMemAlloc)(CUdeviceptr *, size_t);
static CUresult (*cuMemFree)(CUdeviceptr);
static CUresult (*cuMemcpyDtoH)(void *, CUdeviceptr, size_t);
static CUresult (*cuLaunchKernel)(CUfunction, unsigned, unsigned, unsigned, unsigned, unsigned,
                                  unsigned, unsigned, void *, void **, void **);
static CUresult (*cuCtxSynchronize)(void);

static const struct {
    const char *name;
    void *slot;
} symbols[] = {
    {"cuInit", &cuInit},
    {"cuDriverGetVersion", &cuDriverGetVersion},
    {"cuGetErrorName", &cuGetErrorName},
    {"cuDeviceGetCount", &cuDeviceGetCount},
    {"cuDeviceGet", &cuDeviceGet},
    {"cuDeviceGetName", &cuDeviceGetName},
    {"cuDeviceGetUuid", &cuDeviceGetUuid},
    {"cuDeviceTotalMem_v2", &cuDeviceTotalMem},
    {"cuDeviceGetPCIBusId", &cuDeviceGetPCIBusId},
    {"cuDevicePrimaryCtxRetain", &cuDevicePrimaryCtxRetain},
    {"cuDevicePrimaryCtxRelease_v2", &cuDevicePrimaryCtxRelease},
    {"cuCtxSetCurrent", &cuCtxSetCurrent},
    {"cuModuleLoadData", &cuModuleLoadData},
    {"cuModuleGetFunction", &cuModuleGetFunction},
    {"cuModuleUnload", &cuModuleUnload},
    {"cuMemAlloc_v2", &cuMemAlloc},
    {"cuMemFree_v2", &cuMemFree},
    {"cuMemcpyDtoH_v2", &cuMemcpyDtoH},
    {"cuLaunchKernel", &cuLaunchKernel},
    {"cuCtxSynchronize", &cuCtxSynchronize},
};

static void end(int code) {
    fflush(NULL);
    exit(code);
}

static void must(CUresult code, const char *call) {
    if (code != 0) {
        const char *name = "UNKNOWN";
        cuGetErrorName(code, &name);
        printf("error call=%s code=%d name=%s\n", call, code, name != NULL ? name : "UNKNOWN");
        end(CUDA_ERROR);
    }
}

static void open_libcuda(void) {
    void *library = dlopen("libcuda.so.1", 2 /* RTLD_NOW */);
    if (library == NULL) {
        printf("error call=dlopen code=0 name=%s\n", dlerror());
        end(NO_LIBCUDA);
    }
    for (size_t i = 0; i < sizeof symbols / sizeof symbols[0]; i++) {
        void *found = dlsym(library, symbols[i].name);
        if (found == NULL) {
            printf("error call=dlsym code=0 name=%s\n", symbols[i].name);
            end(NO_LIBCUDA);
        }
        *(void **)symbols[i].slot = found;
    }
}

static void print_uuid(CUdevice device) {
    unsigned char bytes[16];
    must(cuDeviceGetUuid(bytes, device), "cuDeviceGetUuid");
    printf("GPU-");
    for (int i = 0; i < 16; i++) {
        printf(i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", bytes[i]);
    }
}

/* The kernel's words, checked one by one against the CPU's; their weighted sum goes to *sum. */
static int compute(uint32_t seed, uint32_t count, uint32_t *sum) {
    CUmodule module;
    CUfunction function;
    CUdeviceptr words;
    must(cuModuleLoadData(&module, ptx), "cuModuleLoadData");
    must(cuModuleGetFunction(&function, module, "mix"), "cuModuleGetFunction");
    must(cuMemAlloc(&words, (size_t)count * 4), "cuMemAlloc");
    void *arguments[] = {&words, &seed, &count};
    must(cuLaunchKernel(function, (count + 255) / 256, 1, 1, 256, 1, 1, 0, NULL, arguments, NULL),
         "cuLaunchKernel");
    must(cuCtxSynchronize(), "cuCtxSynchronize");
    uint32_t *host = malloc((size_t)count * 4);
    if (host == NULL) {
        printf("error call=malloc code=0 name=no-memory\n");
        end(CUDA_ERROR);
    }
    must(cuMemcpyDtoH(host, words, (size_t)count * 4), "cuMemcpyDtoH");
    int right = 1;
    *sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        right &= host[i] == mix(seed + i);
        *sum += host[i] * (2 * i + 1);
    }
    free(host);
    must(cuMemFree(words), "cuMemFree");
    must(cuModuleUnload(module), "cuModuleUnload");
    return right;
}

static int check(int index, uint32_t seed, uint32_t count) {
    CUdevice device;
    CUcontext context;
    char name[128] = "", bus[32] = "";
    size_t memory;
    uint32_t sum;
    must(cuDeviceGet(&device, index), "cuDeviceGet");
    must(cuDeviceGetName(name, sizeof name, device), "cuDeviceGetName");
    must(cuDeviceGetPCIBusId(bus, sizeof bus, device), "cuDeviceGetPCIBusId");
    must(cuDeviceTotalMem(&memory, device), "cuDeviceTotalMem");
    must(cuDevicePrimaryCtxRetain(&context, device), "cuDevicePrimaryCtxRetain");
    must(cuCtxSetCurrent(context), "cuCtxSetCurrent");
    int right = compute(seed, count, &sum);
    must(cuDevicePrimaryCtxRelease(device), "cuDevicePrimaryCtxRelease");
    printf("gpu index=%d bus=%s uuid=", index, bus);
    print_uuid(device);
    printf(" memory=%zu result=%s sum=%08x name=%s\n", memory, right ? "ok" : "wrong", sum, name);
    return right;
}

static int number(const char *text, uint32_t *value) {
    char *rest;
    unsigned long long parsed = strtoull(text, &rest, 10);
    *value = (uint32_t)parsed;
    return *text >= '0' && *text <= '9' && *rest == 0 && parsed <= 0xffffffffULL;
}

static int run(int argc, char **argv, char **environment) {
    (void)environment;
    uint32_t seed, count;
    int version, devices;
    if (argc != 3 || !number(argv[1], &seed) || !number(argv[2], &count) || count == 0 ||
        count > 1u << 24) {
        printf("usage: thruway-cuda-check SEED COUNT, COUNT from 1 to 16777216\n");
        end(USAGE);
    }
    printf("thruway-cuda-check 1 seed=%u count=%u\n", seed, count);
    open_libcuda();
    must(cuInit(0), "cuInit");
    must(cuDriverGetVersion(&version), "cuDriverGetVersion");
    must(cuDeviceGetCount(&devices), "cuDeviceGetCount");
    printf("driver api=%d devices=%d\n", version, devices);
    int right = 1;
    for (int i = 0; i < devices; i++) {
        right &= check(i, seed, count);
    }
    end(devices == 0 ? NO_DEVICE : right ? OK : WRONG_RESULT);
    return OK;
}

/* Called by _start with the stack as the kernel left it: argc, argv, 0, environment. */
__attribute__((used)) static void start(long *stack) {
    __libc_start_main(run, (int)stack[0], (char **)(stack + 1), NULL, NULL, NULL, stack);
}

__asm__(".globl _start\n"
        "_start:\n"
        " xor %ebp, %ebp\n"
        " mov %rsp, %rdi\n"
        " and $-16, %rsp\n"
        " call start\n"
        " hlt\n");
