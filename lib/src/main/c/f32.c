/*
 * The innermost parts of c [m, n] = alpha * a [m, k] * b [k, n] + beta * c in f32: the packing of
 * a and products of packed panels. A panel of a is TALL values of a column, column after column; a
 * panel of b WIDE values of a row, row after row; missing ones are 0. Each sum is a chain of fused
 * multiply-adds along k, begun at 0: the same bits as MicroKernel and Tile in Java.
 */
#include "kernels.h"
#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,fma")))
#define INLINE static inline __attribute__((always_inline)) TARGET
#define UNROLL_ROWS _Pragma("GCC unroll 12")
#define UNROLL_LANES _Pragma("GCC unroll 16")
enum { TALL = 12, LANES = 16, WIDE = 2 * LANES };

typedef struct {
    float *at;
    int64_t down, across; /* elements from row to row, from column to column */
    int64_t cols;         /* that exist, of WIDE */
    float alpha, beta;    /* with beta = 0, c is not read */
} Target;

INLINE __m512 updated(const Target *c, __mmask16 some, __m512 sum, const float *old) {
    sum = _mm512_mul_ps(sum, _mm512_set1_ps(c->alpha));
    if (c->beta == 0) return sum;
    return _mm512_add_ps(
        sum, _mm512_mul_ps(_mm512_maskz_loadu_ps(some, old), _mm512_set1_ps(c->beta)));
}

/* One tile; only its first `rows` rows exist. */
INLINE void tile(const float *a, const float *b, int64_t kc, const Target *c, float *at, int64_t rows) {
    __m512 left[TALL], right[TALL];
    UNROLL_ROWS for (int r = 0; r < TALL; r++) left[r] = right[r] = _mm512_setzero_ps();
    for (int64_t r = 0; r < rows; r++) {
        _mm_prefetch((const char *)(at + r * c->down), _MM_HINT_T0);
        _mm_prefetch((const char *)(at + r * c->down + LANES), _MM_HINT_T0);
    }
    for (int64_t k = 0; k < kc; k++, a += TALL, b += WIDE) {
        __m512 l = _mm512_loadu_ps(b), u = _mm512_loadu_ps(b + LANES);
        UNROLL_ROWS for (int r = 0; r < TALL; r++) {
            __m512 value = _mm512_set1_ps(a[r]);
            left[r] = _mm512_fmadd_ps(value, l, left[r]);
            right[r] = _mm512_fmadd_ps(value, u, right[r]);
        }
    }
    if (c->across == 1) {
        uint32_t some = c->cols < WIDE ? (1u << c->cols) - 1 : ~0u;
        __mmask16 low = (__mmask16)some, high = (__mmask16)(some >> LANES);
        UNROLL_ROWS for (int r = 0; r < TALL; r++) {
            if (r >= rows) break;
            float *row = at + r * c->down;
            _mm512_mask_storeu_ps(row, low, updated(c, low, left[r], row));
            _mm512_mask_storeu_ps(row + LANES, high, updated(c, high, right[r], row + LANES));
        }
        return;
    }
    float sums[TALL * WIDE];
    UNROLL_ROWS for (int r = 0; r < TALL; r++) {
        _mm512_storeu_ps(sums + r * WIDE, left[r]);
        _mm512_storeu_ps(sums + r * WIDE + LANES, right[r]);
    }
    for (int64_t r = 0; r < rows; r++) {
        for (int64_t j = 0; j < c->cols; j++) {
            float *to = at + r * c->down + j * c->across, value = c->alpha * sums[r * WIDE + j];
            *to = c->beta == 0 ? value : value + c->beta * *to;
        }
    }
}

/* `rows` rows of a, whose panels follow each other, times one panel of b. */
TARGET EXPORT void mantissa_f32_panel_avx512(
    const float *a, const float *b, int64_t kc, int64_t rows, float *c, int64_t down, int64_t across,
    int64_t cols, float alpha, float beta) {
    Target to = {c, down, across, cols, alpha, beta};
    for (int64_t r = 0; r < rows; r += TALL) {
        tile(a + r * kc, b, kc, &to, c + r * down, rows - r < TALL ? rows - r : TALL);
    }
}

/* 16 rows of 16 values turned: afterwards v[j] holds what was value j of each. */
INLINE void turn(__m512 *v) {
    __m512 w[LANES];
    UNROLL_LANES for (int i = 0; i < LANES; i += 2) {
        w[i] = _mm512_unpacklo_ps(v[i], v[i + 1]);
        w[i + 1] = _mm512_unpackhi_ps(v[i], v[i + 1]);
    }
    /* Four values of four rows in each quarter: v[4 g + j] has value j, 4 + j, 8 + j, 12 + j. */
    UNROLL_LANES for (int g = 0; g < LANES; g += 4) {
        for (int j = 0; j < 2; j++) {
            __m512d x = _mm512_castps_pd(w[g + j]), y = _mm512_castps_pd(w[g + 2 + j]);
            v[g + 2 * j] = _mm512_castpd_ps(_mm512_unpacklo_pd(x, y));
            v[g + 2 * j + 1] = _mm512_castpd_ps(_mm512_unpackhi_pd(x, y));
        }
    }
    UNROLL_LANES for (int j = 0; j < 4; j++) {
        __m512 x = _mm512_shuffle_f32x4(v[j], v[4 + j], 0x44);
        __m512 y = _mm512_shuffle_f32x4(v[j], v[4 + j], 0xee);
        __m512 z = _mm512_shuffle_f32x4(v[8 + j], v[12 + j], 0x44);
        __m512 u = _mm512_shuffle_f32x4(v[8 + j], v[12 + j], 0xee);
        w[j] = _mm512_shuffle_f32x4(x, z, 0x88);
        w[4 + j] = _mm512_shuffle_f32x4(x, z, 0xdd);
        w[8 + j] = _mm512_shuffle_f32x4(y, u, 0x88);
        w[12 + j] = _mm512_shuffle_f32x4(y, u, 0xdd);
    }
    UNROLL_LANES for (int j = 0; j < LANES; j++) v[j] = w[j];
}

/* to [j * step + i] = a [i * stride + j] for `rows` i and `count` j; 0 for other i below width. */
TARGET EXPORT void mantissa_f32_turn_avx512(
    const float *a, int64_t stride, int64_t rows, int64_t count, float *to, int64_t width, int64_t step) {
    const __mmask16 whole = (__mmask16)((1u << width) - 1);
    for (int64_t k = 0; k < count; k += LANES, a += LANES) {
        int64_t some = count - k < LANES ? count - k : LANES;
        __mmask16 read = (__mmask16)((1u << some) - 1);
        __m512 v[LANES];
        UNROLL_LANES for (int i = 0; i < LANES; i++) {
            v[i] = i < rows ? _mm512_maskz_loadu_ps(read, a + i * stride) : _mm512_setzero_ps();
        }
        turn(v);
        UNROLL_LANES for (int j = 0; j < LANES; j++, to += step) {
            if (j >= some) break;
            _mm512_mask_storeu_ps(to, whole, v[j]);
        }
    }
}

/* to [j * TALL + i] = a [j * stride + i] for `rows` i and `count` j; 0 for other i below TALL. */
TARGET EXPORT void mantissa_f32_copy_avx512(
    const float *a, int64_t stride, int64_t rows, int64_t count, float *to) {
    const __mmask16 whole = (1 << TALL) - 1, some = (__mmask16)((1u << rows) - 1);
    for (int64_t j = 0; j < count; j++, a += stride, to += TALL) {
        _mm512_mask_storeu_ps(to, whole, _mm512_maskz_loadu_ps(some, a));
    }
}
#endif
