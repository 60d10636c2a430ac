#include "kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,fma")))
enum { LANES = 8, VECTORS = BLOCK / LANES };

static inline TARGET float highest(__m256 v) {
    __m128 m = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    m = _mm_max_ps(m, _mm_movehl_ps(m, m));
    return _mm_cvtss_f32(_mm_max_ss(m, _mm_movehdup_ps(m)));
}

static inline TARGET int32_t total(__m256i v) {
    __m128i s = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
    s = _mm_add_epi32(s, _mm_shuffle_epi32(s, 0x4e));
    return _mm_cvtsi128_si32(_mm_add_epi32(s, _mm_shuffle_epi32(s, 0xb1)));
}

/*
 * Rounds `count` values to whole blocks of 8-bit codes -127 to 127, ties to even: scale = largest
 * magnitude / 127, code = value * (1 / scale). What is missing of the last block is 0. Blocks of
 * magnitudes below 2^-100 count as 0; one with an infinity or a NaN gets a scale of NaN. Stored
 * scales are multiplied by `unit`, and offset = -zero * (sum of codes).
 */
EXPORT TARGET void mantissa_activations8(
    const float *x, int64_t count, float unit, int32_t zero, int8_t *codes, float *scale, int32_t *offset) {
    const __m256 magnitude = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    const __m256i order = _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7);
    for (int64_t at = 0; at < count; at += BLOCK, scale++, offset++) {
        float padded[BLOCK];
        const float *from = x + at;
        if (count - at < BLOCK) {
            for (int64_t i = 0; i < BLOCK; i++) padded[i] = i < count - at ? from[i] : 0;
            from = padded;
        }
        __m256 v[VECTORS], largest = _mm256_setzero_ps(), nothing = _mm256_setzero_ps();
        UNROLL for (int i = 0; i < VECTORS; i++) {
            v[i] = _mm256_loadu_ps(from + i * LANES);
            largest = _mm256_max_ps(largest, _mm256_and_ps(v[i], magnitude));
            nothing = _mm256_fmadd_ps(v[i], _mm256_setzero_ps(), nothing);
        }
        float most = highest(largest);
        int finite = _mm256_movemask_ps(_mm256_cmp_ps(nothing, nothing, _CMP_UNORD_Q)) == 0;
        int some = finite && most >= 0x1p-100f;
        float one = most / 127;
        __m256i q[VECTORS], sum = _mm256_setzero_si256();
        UNROLL for (int i = 0; i < VECTORS; i++) {
            q[i] = some ? _mm256_cvtps_epi32(_mm256_mul_ps(v[i], _mm256_set1_ps(1 / one)))
                        : _mm256_setzero_si256();
            sum = _mm256_add_epi32(sum, q[i]);
        }
        /* Packing works within halves of a vector; `order` undoes that. */
        __m256i packed = _mm256_packs_epi16(_mm256_packs_epi32(q[0], q[1]), _mm256_packs_epi32(q[2], q[3]));
        packed = _mm256_permutevar8x32_epi32(packed, order);
        _mm256_storeu_si256((__m256i *)(codes + at), packed);
        *scale = finite ? (some ? one * unit : 0) : __builtin_nanf("");
        *offset = -zero * total(sum);
    }
}
#endif
