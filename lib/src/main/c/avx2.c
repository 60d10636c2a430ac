/* AVX2: a panel is done in two halves of 8 rows, both at once for a single token. */
#include "kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,fma,f16c,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET
enum { HALF = VECTOR / 2 };

/* Codes of field f as unsigned bytes: code of 4 bits, 2 * code of 2 and 1. */
INLINE __m256i field(int bits, int f, __m256i w) {
    int twice = bits < 4, shift = f * bits - twice;
    w = shift < 0 ? _mm256_slli_epi32(w, 1) : shift > 0 ? _mm256_srli_epi32(w, shift) : w;
    return _mm256_and_si256(w, _mm256_set1_epi8((char)(((1 << bits) - 1) << twice)));
}

/* s + codes * four activations: pairs in 16 bits, which eight of them cannot overflow; 8-bit codes
 * in 32 bits at once, sign against sign. */
INLINE __m256i add(int bits, __m256i s, __m256i q, __m256i magnitude, __m256i x) {
    if (bits < 8) return _mm256_add_epi16(s, _mm256_maddubs_epi16(q, x));
    __m256i pairs = _mm256_maddubs_epi16(magnitude, _mm256_sign_epi8(x, q));
    return _mm256_add_epi32(s, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}

INLINE __m256 scales(const uint8_t *at) {
    return _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)at));
}

/* H halves times T tokens of 8 bits. Integers are exact; blocks are added in f32 in their order. */
INLINE void codes8(int bits, int H, int T, const uint8_t *w, const uint8_t *d, const Product *p,
                   int64_t token, __m256 *sums) {
    int64_t blocks = p->blocks;
    const uint8_t *x = p->x + token * p->stride;
    const float *scale = p->scale + token * blocks;
    const int32_t *offset = p->offset + token * blocks;
    UNROLL for (int i = 0; i < H * T; i++) sums[i] = _mm256_setzero_ps();
    for (int64_t b = 0; b < blocks; b++, w += bits * VECTOR, d += ROWS * 2, x += BLOCK) {
        __m256i s[4];
        UNROLL for (int i = 0; i < H * T; i++) s[i] = _mm256_setzero_si256();
        UNROLL for (int v = 0; v < bits; v++) {
            if (T == 1) _mm_prefetch(w + v * VECTOR + AHEAD, _MM_HINT_T0);
            UNROLL for (int h = 0; h < H; h++) {
                __m256i packed = _mm256_loadu_si256((const __m256i *)(w + v * VECTOR + h * HALF));
                __m256i magnitude = _mm256_abs_epi8(packed);
                UNROLL for (int f = 0; f < 8 / bits; f++) {
                    __m256i q = bits == 8 ? packed : field(bits, f, packed);
                    UNROLL for (int t = 0; t < T; t++) {
                        const int32_t *four = (const int32_t *)(x + t * p->stride) + f * bits + v;
                        s[t * H + h] = add(bits, s[t * H + h], q, magnitude, _mm256_set1_epi32(*four));
                    }
                }
            }
        }
        UNROLL for (int i = 0; i < H * T; i++) {
            if (bits < 8) {
                s[i] = _mm256_add_epi32(_mm256_madd_epi16(s[i], _mm256_set1_epi16(1)),
                                        _mm256_set1_epi32(offset[i / H * blocks + b]));
            }
            __m256 u = _mm256_mul_ps(_mm256_cvtepi32_ps(s[i]), _mm256_set1_ps(scale[i / H * blocks + b]));
            sums[i] = _mm256_fmadd_ps(scales(d + i % H * 16), u, sums[i]);
        }
    }
}

/* The level of the code that begins at bit `shift` of every lane. */
INLINE __m256 level(int bits, int shift, __m256i w) {
    if (bits == 8) {
        return _mm256_cvtepi32_ps(_mm256_srai_epi32(_mm256_slli_epi32(w, 24 - shift), 24));
    }
    __m256i code = _mm256_and_si256(_mm256_srli_epi32(w, shift), _mm256_set1_epi32((1 << bits) - 1));
    if (bits == 4) return _mm256_sub_ps(_mm256_cvtepi32_ps(code), _mm256_set1_ps(8));
    __m256 two = _mm256_setr_ps(-1.5f, -0.5f, 0.5f, 1.5f, -1.5f, -0.5f, 0.5f, 1.5f);
    __m256 one = _mm256_setr_ps(-1, 1, -1, 1, -1, 1, -1, 1);
    return _mm256_permutevar8x32_ps(bits == 2 ? two : one, code);
}

/* H halves times T tokens of f32. */
INLINE void values32(int bits, int H, int T, const uint8_t *w, const uint8_t *d, const Product *p,
                     int64_t token, __m256 *sums) {
    const uint8_t *x = p->x + token * p->stride;
    UNROLL for (int i = 0; i < H * T; i++) sums[i] = _mm256_setzero_ps();
    for (int64_t b = 0; b < p->blocks; b++, w += bits * VECTOR, d += ROWS * 2, x += BLOCK * 4) {
        __m256 s[4];
        UNROLL for (int i = 0; i < H * T; i++) s[i] = _mm256_setzero_ps();
        UNROLL for (int v = 0; v < bits; v++) {
            if (T == 1) _mm_prefetch(w + v * VECTOR + AHEAD, _MM_HINT_T0);
            UNROLL for (int h = 0; h < H; h++) {
                __m256i packed = _mm256_loadu_si256((const __m256i *)(w + v * VECTOR + h * HALF));
                UNROLL for (int f = 0; f < 8 / bits; f++) {
                    UNROLL for (int i = 0; i < 4; i++) {
                        __m256 q = level(bits, 8 * i + bits * f, packed);
                        UNROLL for (int t = 0; t < T; t++) {
                            const float *at = (const float *)(x + t * p->stride) + 4 * (f * bits + v) + i;
                            s[t * H + h] = _mm256_fmadd_ps(q, _mm256_set1_ps(*at), s[t * H + h]);
                        }
                    }
                }
            }
        }
        UNROLL for (int i = 0; i < H * T; i++) {
            sums[i] = _mm256_fmadd_ps(scales(d + i % H * 16), s[i], sums[i]);
        }
    }
}

/* Bits that are set in every lane. */
INLINE __m256i popcount(__m256i v) {
    __m256i counts = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4,
                                      0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    __m256i m = _mm256_set1_epi8(15);
    __m256i bytes = _mm256_add_epi8(_mm256_shuffle_epi8(counts, _mm256_and_si256(v, m)),
                                    _mm256_shuffle_epi8(counts, _mm256_and_si256(_mm256_srli_epi16(v, 4), m)));
    return _mm256_madd_epi16(_mm256_maddubs_epi16(bytes, _mm256_set1_epi8(1)), _mm256_set1_epi16(1));
}

/* H halves times T tokens of signs: equal ones count 1, others -1. */
INLINE void signs1(int bits, int H, int T, const uint8_t *w, const uint8_t *d, const Product *p,
                   int64_t token, __m256 *sums) {
    int64_t blocks = p->blocks, left = p->columns;
    const uint8_t *x = p->x + token * p->stride;
    const float *scale = p->scale + token * blocks;
    UNROLL for (int i = 0; i < H * T; i++) sums[i] = _mm256_setzero_ps();
    for (int64_t b = 0; b < blocks; b++, w += bits * VECTOR, d += ROWS * 2, x += 4, left -= BLOCK) {
        __m256i all = _mm256_set1_epi32(left < BLOCK ? (int)left : BLOCK);
        UNROLL for (int i = 0; i < H * T; i++) {
            __m256i packed = _mm256_loadu_si256((const __m256i *)(w + i % H * HALF));
            __m256i signs = _mm256_set1_epi32(*(const int32_t *)(x + i / H * p->stride));
            __m256i unequal = popcount(_mm256_xor_si256(packed, signs));
            __m256i s = _mm256_sub_epi32(all, _mm256_add_epi32(unequal, unequal));
            __m256 u = _mm256_mul_ps(_mm256_cvtepi32_ps(s), _mm256_set1_ps(scale[i / H * blocks + b]));
            sums[i] = _mm256_fmadd_ps(scales(d + i % H * 16), u, sums[i]);
        }
    }
}

INLINE void put(const Product *p, int64_t token, int64_t row, __m256 low, __m256 high) {
    float values[ROWS];
    _mm256_storeu_ps(values, low);
    _mm256_storeu_ps(values + 8, high);
    store(p, token, row, values);
}

#define PANELS(NAME, SUM, BITS)                                                               \
    static TARGET void panels_##NAME(const Product *p, int64_t first, int64_t count) {        \
        for (int64_t i = first; i < first + count; i++) {                                     \
            const uint8_t *w = panel_at(p, BITS, i), *d = w + p->blocks * BITS * VECTOR;      \
            int64_t token = 0;                                                                \
            for (; token + 4 <= p->tokens; token += 4) {                                      \
                __m256 low[4], high[4];                                                       \
                SUM(BITS, 1, 4, w, d, p, token, low);                                         \
                SUM(BITS, 1, 4, w + HALF, d + 16, p, token, high);                            \
                UNROLL for (int t = 0; t < 4; t++) put(p, token + t, i * ROWS, low[t], high[t]); \
            }                                                                                 \
            for (; token < p->tokens; token++) {                                              \
                __m256 sums[2];                                                               \
                SUM(BITS, 2, 1, w, d, p, token, sums);                                        \
                put(p, token, i * ROWS, sums[0], sums[1]);                                    \
            }                                                                                 \
        }                                                                                     \
    }

#define KERNEL(NAME, SUM, BITS)                                                               \
    PANELS(NAME, SUM, BITS)                                                                   \
    EXPORT void mantissa_##NAME##_avx2(const Product *p, int64_t first, int64_t count) {      \
        panels_##NAME(p, first, count);                                                       \
    }

/*
 * One token times signs, by look-up: for each four columns of a block there are 16 sums of their
 * activations with signs, and half a byte of the weights chooses one. Bits 0 to 3 of byte j belong
 * to columns j, 4 + j, 8 + j and 12 + j, the others to those 16 further on.
 */
enum { TABLE = 32, TABLES = 8, CHUNK = 64, PAIRS = 16 };

/* The low bytes of 16 sums, then their high bytes. */
INLINE void table(const int8_t *x, uint8_t *to) {
    __m256i entry = _mm256_setr_epi16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    __m256i sums = _mm256_setzero_si256(), one = _mm256_set1_epi16(1);
    UNROLL for (int i = 0; i < 4; i++) {
        __m256i bit = _mm256_and_si256(_mm256_srli_epi16(entry, i), one);
        __m256i sign = _mm256_sub_epi16(_mm256_add_epi16(bit, bit), one);
        sums = _mm256_add_epi16(sums, _mm256_sign_epi16(_mm256_set1_epi16(x[4 * i]), sign));
    }
    __m256i low = _mm256_and_si256(sums, _mm256_set1_epi16(255));
    __m256i bytes = _mm256_packus_epi16(low, _mm256_srli_epi16(sums, 8));
    _mm256_store_si256((__m256i *)to, _mm256_permute4x64_epi64(bytes, 0xd8));
}

INLINE __m256i half_table(const uint8_t *at) {
    return _mm256_broadcastsi128_si256(_mm_load_si128((const __m128i *)at));
}

/* Adds the sums that the indices of 32 rows choose: to s[0] those of the first 16, to s[1] the others. */
INLINE void look_up(__m256i index, const uint8_t *table, __m256i *s) {
    __m256i low = _mm256_shuffle_epi8(half_table(table), index);
    __m256i high = _mm256_shuffle_epi8(half_table(table + 16), index);
    s[0] = _mm256_add_epi16(s[0], _mm256_unpacklo_epi8(low, high));
    s[1] = _mm256_add_epi16(s[1], _mm256_unpackhi_epi8(low, high));
}

/* Byte j of every row of two panels: rows 0-3 and 8-11 of each in the lower half, 4-7 and 12-15 above. */
INLINE void bytes_of_rows(const uint8_t *first, const uint8_t *second, __m256i *bytes) {
    __m256i order = _mm256_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15,
                                     0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    __m256i v[4];
    UNROLL for (int i = 0; i < 4; i++) {
        const uint8_t *at = (i < 2 ? first : second) + i % 2 * HALF;
        v[i] = _mm256_shuffle_epi8(_mm256_loadu_si256((const __m256i *)at), order);
    }
    __m256i a = _mm256_unpacklo_epi32(v[0], v[1]), b = _mm256_unpacklo_epi32(v[2], v[3]);
    __m256i c = _mm256_unpackhi_epi32(v[0], v[1]), d = _mm256_unpackhi_epi32(v[2], v[3]);
    bytes[0] = _mm256_unpacklo_epi64(a, b);
    bytes[1] = _mm256_unpackhi_epi64(a, b);
    bytes[2] = _mm256_unpacklo_epi64(c, d);
    bytes[3] = _mm256_unpackhi_epi64(c, d);
}

/* Blocks `from` to `to` of two panels; sums of 8 rows each. */
INLINE void signs_of_pair(const Product *p, int64_t panel, const uint8_t *tables, const float *scale,
                          int64_t from, int64_t to, __m256 *sums) {
    const uint8_t *w[2], *d[2];
    UNROLL for (int i = 0; i < 2; i++) {
        w[i] = panel_at(p, 1, panel + i) + from * VECTOR;
        d[i] = panel_at(p, 1, panel + i) + p->blocks * VECTOR + from * ROWS * 2;
    }
    __m256i m = _mm256_set1_epi8(15);
    for (int64_t b = from; b < to; b++, tables += TABLES * TABLE) {
        __m256i bytes[4], s[2] = {_mm256_setzero_si256(), _mm256_setzero_si256()};
        bytes_of_rows(w[0], w[1], bytes);
        UNROLL for (int j = 0; j < 4; j++) {
            look_up(_mm256_and_si256(bytes[j], m), tables + j * TABLE, s);
            look_up(_mm256_and_si256(_mm256_srli_epi16(bytes[j], 4), m), tables + (4 + j) * TABLE, s);
        }
        __m256 x = _mm256_set1_ps(scale[b]);
        UNROLL for (int i = 0; i < 4; i++) {
            __m256i twice = i % 2 ? _mm256_unpackhi_epi16(s[i / 2], s[i / 2]) : _mm256_unpacklo_epi16(s[i / 2], s[i / 2]);
            __m256 u = _mm256_mul_ps(_mm256_cvtepi32_ps(_mm256_srai_epi32(twice, 16)), x);
            sums[i] = _mm256_fmadd_ps(scales(d[i / 2] + i % 2 * 16), u, sums[i]);
        }
        UNROLL for (int i = 0; i < 2; i++) {
            _mm_prefetch(w[i] + AHEAD, _MM_HINT_T0);
            w[i] += VECTOR;
            d[i] += ROWS * 2;
        }
    }
}

/* Panels two by two, some at a time, so that their tables are made once and stay near. */
INLINE void signs_by_look_up(const Product *p, int64_t token, int64_t first, int64_t pairs) {
    uint8_t tables[CHUNK * TABLES * TABLE] __attribute__((aligned(32)));
    __m256 sums[PAIRS][4];
    const int8_t *x = (const int8_t *)p->x + token * p->stride;
    for (int64_t i = 0; i < pairs; i++) {
        UNROLL for (int j = 0; j < 4; j++) sums[i][j] = _mm256_setzero_ps();
    }
    for (int64_t from = 0; from < p->blocks; from += CHUNK) {
        int64_t to = from + CHUNK < p->blocks ? from + CHUNK : p->blocks;
        for (int64_t t = 0; t < (to - from) * TABLES; t++) {
            const int8_t *block = x + (from + t / TABLES) * BLOCK;
            table(block + t % 4 + t % TABLES / 4 * 16, tables + t * TABLE);
        }
        for (int64_t i = 0; i < pairs; i++) {
            signs_of_pair(p, first + 2 * i, tables, p->scale + token * p->blocks, from, to, sums[i]);
        }
    }
    for (int64_t i = 0; i < pairs; i++) {
        put(p, token, (first + 2 * i) * ROWS, sums[i][0], sums[i][1]);
        put(p, token, (first + 2 * i + 1) * ROWS, sums[i][2], sums[i][3]);
    }
}

KERNEL(q8_a8, codes8, 8)
KERNEL(q4_a8, codes8, 4)
KERNEL(q2_a8, codes8, 2)
KERNEL(q8_a16, values32, 8)
KERNEL(q4_a16, values32, 4)
KERNEL(q2_a16, values32, 2)
KERNEL(q1_a16, values32, 1)
KERNEL(q1_a1, signs1, 1)

PANELS(q1_a8, codes8, 1)
EXPORT TARGET void mantissa_q1_a8_avx2(const Product *p, int64_t first, int64_t count) {
    for (int64_t pairs; p->tokens < 4 && count > 1; first += 2 * pairs, count -= 2 * pairs) {
        pairs = count / 2 < PAIRS ? count / 2 : PAIRS;
        for (int64_t token = 0; token < p->tokens; token++) signs_by_look_up(p, token, first, pairs);
    }
    panels_q1_a8(p, first, count);
}
#endif
