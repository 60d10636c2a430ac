/* Whether this compiler can make a library of this kind at all; not part of it. */
#include <stdint.h>
#if defined(__x86_64__)
#include <immintrin.h>
__attribute__((target("avx512vnni"))) __m512i mantissa_probe(__m512i sum, __m512i a, __m512i b) {
    return _mm512_dpbusd_epi32(sum, a, b);
}
#endif
int32_t mantissa_probe_result(void) { return 1; }
