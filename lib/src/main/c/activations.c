#include "kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>

enum { LANES = 8, VECTORS = BLOCK / LANES };

/*
 * Rounds `count` values to whole blocks of 8-bit codes -127 to 127, ties to even: scale = largest
 * magnitude / 127, code = value * (1 / scale). What is missing of the last block is 0. Blocks of
 * magnitudes below 2^-100 count as 0; one with an infinity or a NaN gets a scale of NaN. Stored
 * scales are multiplied by `unit`, and offset = -zero * (sum of codes).
 */
EXPORT __attribute__((target("avx2,fma"))) void mantissa_activations8(
    const float *x, int64_t count, float unit, int32_t zero, int8_t *codes, float *scale, int32_t *offset) {
    const __m256 magnitude = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    for (int64_t at = 0; at < count; at += BLOCK, scale++, offset++) {
        float padded[BLOCK] = {0};
        const float *from = x + at;
        if (count - at < BLOCK) {
            for (int64_t i = 0; i < count - at; i++) padded[i] = from[i];
            from = padded;
        }
        __m256 v[VECTORS], largest = _mm256_setzero_ps(), nothing = _mm256_setzero_ps();
        for (int i = 0; i < VECTORS; i++) {
            v[i] = _mm256_loadu_ps(from + i * LANES);
            largest = _mm256_max_ps(largest, _mm256_and_ps(v[i], magnitude));
            nothing = _mm256_fmadd_ps(v[i], _mm256_setzero_ps(), nothing);
        }
        float each[LANES], most = 0;
        _mm256_storeu_ps(each, largest);
        for (int i = 0; i < LANES; i++) most = each[i] > most ? each[i] : most;
        int finite = _mm256_movemask_ps(_mm256_cmp_ps(nothing, nothing, _CMP_UNORD_Q)) == 0;
        int some = finite && most >= 0x1p-100f;
        float one = most / 127;
        __m256 inverse = _mm256_set1_ps(some ? 1 / one : 0);
        int32_t sum = 0;
        for (int i = 0; i < VECTORS; i++) {
            int32_t rounded[LANES];
            __m256i q = some ? _mm256_cvtps_epi32(_mm256_mul_ps(v[i], inverse)) : _mm256_setzero_si256();
            _mm256_storeu_si256((__m256i *)rounded, q);
            for (int j = 0; j < LANES; j++) {
                codes[at + i * LANES + j] = (int8_t)rounded[j];
                sum += rounded[j];
            }
        }
        *scale = finite ? (some ? one * unit : 0) : __builtin_nanf("");
        *offset = -zero * sum;
    }
}
#endif
