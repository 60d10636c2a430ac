/*
 * Products with packed weights: y [tokens, rows] = alpha * x [tokens, k] * w [rows, k] transposed
 * + beta * y. Nothing here makes threads; the caller gives each of its own a range of panels.
 *
 * A panel holds 16 rows. Its codes come first: for every block of 32 columns `bits` vectors of 64
 * bytes, four bytes of every row side by side. Then its scales: 16 f16 per block. Field f of
 * vector v (bits f * bits to f * bits + bits - 1 of each byte) belongs to columns 4 * (f * bits +
 * v) + byte; with one bit, f is the bit. All blocks are whole: columns that are missing in the last
 * one have code 0 and activation 0, rows that are missing in the last panel have scale 0.
 */
#ifndef MANTISSA_KERNELS_H
#define MANTISSA_KERNELS_H
#include <stdint.h>

#define EXPORT __attribute__((visibility("default")))
#define UNROLL _Pragma("GCC unroll 8")
enum { ROWS = 16, BLOCK = 32, VECTOR = 64 };

/* Bytes that a single token's weights are asked for ahead of their use: they come from far away. */
#ifndef AHEAD
#define AHEAD 4096
#endif

typedef struct {
    const uint8_t *panels;
    int64_t blocks; /* of 32 columns in a row */
    int64_t rows;   /* of w */
    /* x, whose rows are `stride` bytes apart. 8 bit: signed bytes; f32: values, both zero up to
     * whole blocks; 1 bit: signs as in the plane of q1. */
    const uint8_t *x;
    int64_t stride;
    const float *scale;    /* [tokens, blocks], of 8-bit and 1-bit activations */
    const int32_t *offset; /* [tokens, blocks], of 8-bit ones: what unsigned codes add, negated */
    int64_t tokens;
    int64_t columns; /* k */
    float *y;
    int64_t y_stride, y_step; /* elements from token to token, from row to row */
    float alpha, beta;        /* with beta = 0, y is not read */
} Product;

static inline const uint8_t *panel_at(const Product *p, int bits, int64_t panel) {
    return p->panels + panel * p->blocks * (bits * VECTOR + ROWS * 2);
}

/* Sums of up to 16 rows for one token. */
static inline void store(const Product *p, int64_t token, int64_t row, const float *sums) {
    float *y = p->y + token * p->y_stride + row * p->y_step;
    int64_t rows = p->rows - row < ROWS ? p->rows - row : ROWS;
    for (int64_t i = 0; i < rows; i++, y += p->y_step) {
        float sum = p->alpha * sums[i];
        *y = p->beta == 0 ? sum : sum + p->beta * *y;
    }
}
#endif
