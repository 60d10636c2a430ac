#include "kernels.h"

/*
 * What this processor and its system can run: 2 AVX-512 with VNNI, 1 AVX2, 0 neither. Set when the
 * library is loaded, so that reading it takes no call.
 */
EXPORT int32_t mantissa_level = 0;

__attribute__((constructor)) static void find_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) {
        mantissa_level = 1;
        if (__builtin_cpu_supports("avx512vnni") && __builtin_cpu_supports("avx512bw")
            && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq")
            && __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("gfni")) {
            mantissa_level = 2;
        }
    }
#endif
}
