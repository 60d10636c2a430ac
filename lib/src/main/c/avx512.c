/* AVX-512 with VNNI and GFNI: a vector holds four columns of 16 rows. */
#include "kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,avx512vpopcntdq,gfni,f16c,fma")))
#define INLINE static inline __attribute__((always_inline)) TARGET

/* The matrix that takes `bits` bits of a byte from bit `from` on to bit `to` on, in one multiplication
 * of bits: row 7 - i of it chooses bit i of the result. */
INLINE int64_t bit_matrix(int bits, int from, int to) {
    uint64_t matrix = 0;
    for (int i = 0; i < bits; i++) matrix |= 1ULL << (from + i) << (7 - to - i) * 8;
    return (int64_t)matrix;
}

/* Codes of field f as unsigned bytes: code + 128 of 8 bits, code of 4, 2 * code of 2 and 1. */
INLINE __m512i field(int bits, int f, __m512i w) {
    if (bits == 8) return _mm512_xor_si512(w, _mm512_set1_epi8(-128));
    if (bits == 4 && f == 0) return _mm512_and_si512(w, _mm512_set1_epi8(15));
    __m512i matrix = _mm512_set1_epi64(bit_matrix(bits, f * bits, bits < 4));
    return _mm512_gf2p8affine_epi64_epi8(w, matrix, 0);
}

INLINE __m512 scales(const uint8_t *at) {
    return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)at));
}

/* 16 rows times T tokens of 8 bits. Integers are exact; blocks are added in f32 in their order. */
INLINE void codes8(int bits, int T, const uint8_t *w, const Product *p, int64_t token, __m512 *sums) {
    int64_t blocks = p->blocks;
    const uint8_t *d = w + blocks * bits * VECTOR, *x = p->x + token * p->stride;
    const float *scale = p->scale + token * blocks;
    const int32_t *offset = p->offset + token * blocks;
    UNROLL for (int t = 0; t < T; t++) sums[t] = _mm512_setzero_ps();
    for (int64_t b = 0; b < blocks; b++, w += bits * VECTOR, d += ROWS * 2, x += BLOCK) {
        __m512i s[8];
        UNROLL for (int t = 0; t < T; t++) s[t] = _mm512_set1_epi32(offset[t * blocks + b]);
        UNROLL for (int v = 0; v < bits; v++) {
            if (T == 1) _mm_prefetch(w + v * VECTOR + AHEAD, _MM_HINT_T0);
            __m512i packed = _mm512_loadu_si512(w + v * VECTOR);
            UNROLL for (int f = 0; f < 8 / bits; f++) {
                __m512i q = field(bits, f, packed);
                UNROLL for (int t = 0; t < T; t++) {
                    const int32_t *four = (const int32_t *)(x + t * p->stride) + f * bits + v;
                    s[t] = _mm512_dpbusd_epi32(s[t], q, _mm512_set1_epi32(*four));
                }
            }
        }
        __m512 ds = scales(d);
        UNROLL for (int t = 0; t < T; t++) {
            __m512 u = _mm512_mul_ps(_mm512_cvtepi32_ps(s[t]), _mm512_set1_ps(scale[t * blocks + b]));
            sums[t] = _mm512_fmadd_ps(ds, u, sums[t]);
        }
    }
}

INLINE __m512 level_table(int bits) {
    __m512i i = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m512 code = _mm512_cvtepi32_ps(_mm512_and_si512(i, _mm512_set1_epi32((1 << bits) - 1)));
    if (bits == 4) return _mm512_sub_ps(code, _mm512_set1_ps(8));
    if (bits == 2) return _mm512_sub_ps(code, _mm512_set1_ps(1.5f));
    return _mm512_sub_ps(_mm512_add_ps(code, code), _mm512_set1_ps(1));
}

/* The level of the code that begins at bit `shift` of every lane; a look-up reads 4 bits. */
INLINE __m512 level(int bits, int shift, __m512i w, __m512 table) {
    if (bits == 8) {
        return _mm512_cvtepi32_ps(_mm512_srai_epi32(_mm512_slli_epi32(w, 24 - shift), 24));
    }
    return _mm512_permutexvar_ps(_mm512_srli_epi32(w, shift), table);
}

/* 16 rows times T tokens of f32; one token alone is summed in four parts, for the latency. */
INLINE void values32(int bits, int T, const uint8_t *w, const Product *p, int64_t token, __m512 *sums) {
    const uint8_t *d = w + p->blocks * bits * VECTOR, *x = p->x + token * p->stride;
    __m512 table = level_table(bits);
    const int parts = T == 1 ? 4 : T;
    UNROLL for (int t = 0; t < T; t++) sums[t] = _mm512_setzero_ps();
    for (int64_t b = 0; b < p->blocks; b++, w += bits * VECTOR, d += ROWS * 2, x += BLOCK * 4) {
        __m512 s[8];
        UNROLL for (int t = 0; t < parts; t++) s[t] = _mm512_setzero_ps();
        UNROLL for (int v = 0; v < bits; v++) {
            if (T == 1) _mm_prefetch(w + v * VECTOR + AHEAD, _MM_HINT_T0);
            __m512i packed = _mm512_loadu_si512(w + v * VECTOR);
            UNROLL for (int f = 0; f < 8 / bits; f++) {
                UNROLL for (int i = 0; i < 4; i++) {
                    __m512 q = level(bits, 8 * i + bits * f, packed, table);
                    UNROLL for (int t = 0; t < T; t++) {
                        const float *at = (const float *)(x + t * p->stride) + 4 * (f * bits + v) + i;
                        int part = T == 1 ? i : t;
                        s[part] = _mm512_fmadd_ps(q, _mm512_set1_ps(*at), s[part]);
                    }
                }
            }
        }
        if (T == 1) s[0] = _mm512_add_ps(_mm512_add_ps(s[0], s[1]), _mm512_add_ps(s[2], s[3]));
        __m512 ds = scales(d);
        UNROLL for (int t = 0; t < T; t++) sums[t] = _mm512_fmadd_ps(ds, s[t], sums[t]);
    }
}

/* 16 rows times T tokens of signs: equal ones count 1, others -1. */
INLINE void signs1(int bits, int T, const uint8_t *w, const Product *p, int64_t token, __m512 *sums) {
    int64_t blocks = p->blocks, left = p->columns;
    const uint8_t *d = w + blocks * bits * VECTOR, *x = p->x + token * p->stride;
    const float *scale = p->scale + token * blocks;
    UNROLL for (int t = 0; t < T; t++) sums[t] = _mm512_setzero_ps();
    for (int64_t b = 0; b < blocks; b++, w += VECTOR, d += ROWS * 2, x += 4, left -= BLOCK) {
        __m512i all = _mm512_set1_epi32(left < BLOCK ? (int)left : BLOCK);
        __m512i packed = _mm512_loadu_si512(w);
        __m512 ds = scales(d);
        UNROLL for (int t = 0; t < T; t++) {
            __m512i signs = _mm512_set1_epi32(*(const int32_t *)(x + t * p->stride));
            __m512i unequal = _mm512_popcnt_epi32(_mm512_xor_si512(packed, signs));
            __m512i s = _mm512_sub_epi32(all, _mm512_add_epi32(unequal, unequal));
            __m512 u = _mm512_mul_ps(_mm512_cvtepi32_ps(s), _mm512_set1_ps(scale[t * blocks + b]));
            sums[t] = _mm512_fmadd_ps(ds, u, sums[t]);
        }
    }
}

INLINE void put(const Product *p, int64_t token, int64_t row, __m512 sums) {
    if (p->alpha == 1 && p->beta == 0 && p->y_step == 1 && p->rows - row >= ROWS) {
        _mm512_storeu_ps(p->y + token * p->y_stride + row, sums);
    } else {
        float values[ROWS];
        _mm512_storeu_ps(values, sums);
        store(p, token, row, values);
    }
}

#define TOKENS(T, SUM, BITS)                                                    \
    for (; token + T <= p->tokens; token += T) {                                \
        __m512 sums[8];                                                         \
        SUM(BITS, T, panel_at(p, BITS, i), p, token, sums);                     \
        UNROLL for (int t = 0; t < T; t++) put(p, token + t, i * ROWS, sums[t]); \
    }

#define KERNEL(NAME, SUM, BITS)                                                  \
    EXPORT TARGET void mantissa_##NAME##_avx512(const Product *p, int64_t first, int64_t count) { \
        for (int64_t i = first; i < first + count; i++) {                        \
            int64_t token = 0;                                                   \
            TOKENS(8, SUM, BITS) TOKENS(4, SUM, BITS) TOKENS(1, SUM, BITS)       \
        }                                                                        \
    }

KERNEL(q8_a8, codes8, 8)
KERNEL(q4_a8, codes8, 4)
KERNEL(q2_a8, codes8, 2)
KERNEL(q1_a8, codes8, 1)
KERNEL(q8_a16, values32, 8)
KERNEL(q4_a16, values32, 4)
KERNEL(q2_a16, values32, 2)
KERNEL(q1_a16, values32, 1)
KERNEL(q1_a1, signs1, 1)
#endif
