package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.Fused.multiplyAdd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of some rows and 2 vectors, its sums kept in registers. Vectors of
 * 512 bits come with 32 registers: 12 rows, 24 sums, so that each vector of b that is read is used
 * 12 times. Elsewhere 4 rows: 8 sums are as many as hide the latency of two multiply-add units, and
 * with 6 rows the compiler spills where there are 16 registers (AVX2), which halves the speed.
 */
final class MicroKernel {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final int TALL = 12;
    private static final int FLAT = 4;

    /** Rows of a tile. */
    static final int MR = LANES == 16 ? TALL : FLAT;

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    /** Longest run of k between two updates of c: a panel of b then stays in the nearest cache. */
    static final int KC = 256;

    private MicroKernel() {}

    /**
     * tile [MR,NR] = a panel · b panel.
     *
     * @param a {@code kc} columns of MR values, from {@code ao}
     * @param b {@code kc} rows of NR values, from {@code bo}
     */
    static void tile(float[] a, int ao, float[] b, int bo, int kc, float[] tile) {
        if (MR == TALL) {
            tall(a, ao, b, bo, kc, tile);
        } else {
            flat(a, ao, b, bo, kc, tile);
        }
    }

    // The two below are longer than other methods: every sum needs a name of its own to live in a
    // register.

    /** A tile of 4 rows. */
    private static void flat(float[] a, int ao, float[] b, int bo, int kc, float[] tile) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector l0 = zero;
        FloatVector r0 = zero;
        FloatVector l1 = zero;
        FloatVector r1 = zero;
        FloatVector l2 = zero;
        FloatVector r2 = zero;
        FloatVector l3 = zero;
        FloatVector r3 = zero;
        for (int k = 0; k < kc; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, bo + k * NR);
            FloatVector right = FloatVector.fromArray(SPECIES, b, bo + k * NR + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ao + k * 4]);
            l0 = multiplyAdd(a0, left, l0);
            r0 = multiplyAdd(a0, right, r0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ao + k * 4 + 1]);
            l1 = multiplyAdd(a1, left, l1);
            r1 = multiplyAdd(a1, right, r1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ao + k * 4 + 2]);
            l2 = multiplyAdd(a2, left, l2);
            r2 = multiplyAdd(a2, right, r2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ao + k * 4 + 3]);
            l3 = multiplyAdd(a3, left, l3);
            r3 = multiplyAdd(a3, right, r3);
        }
        l0.intoArray(tile, 0);
        r0.intoArray(tile, LANES);
        l1.intoArray(tile, NR);
        r1.intoArray(tile, NR + LANES);
        l2.intoArray(tile, 2 * NR);
        r2.intoArray(tile, 2 * NR + LANES);
        l3.intoArray(tile, 3 * NR);
        r3.intoArray(tile, 3 * NR + LANES);
    }

    /** A tile of 12 rows. */
    private static void tall(float[] a, int ao, float[] b, int bo, int kc, float[] tile) {
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector l0 = zero;
        FloatVector r0 = zero;
        FloatVector l1 = zero;
        FloatVector r1 = zero;
        FloatVector l2 = zero;
        FloatVector r2 = zero;
        FloatVector l3 = zero;
        FloatVector r3 = zero;
        FloatVector l4 = zero;
        FloatVector r4 = zero;
        FloatVector l5 = zero;
        FloatVector r5 = zero;
        FloatVector l6 = zero;
        FloatVector r6 = zero;
        FloatVector l7 = zero;
        FloatVector r7 = zero;
        FloatVector l8 = zero;
        FloatVector r8 = zero;
        FloatVector l9 = zero;
        FloatVector r9 = zero;
        FloatVector l10 = zero;
        FloatVector r10 = zero;
        FloatVector l11 = zero;
        FloatVector r11 = zero;
        for (int k = 0; k < kc; k++) {
            FloatVector left = FloatVector.fromArray(SPECIES, b, bo + k * NR);
            FloatVector right = FloatVector.fromArray(SPECIES, b, bo + k * NR + LANES);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ao + k * 12]);
            l0 = multiplyAdd(a0, left, l0);
            r0 = multiplyAdd(a0, right, r0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 1]);
            l1 = multiplyAdd(a1, left, l1);
            r1 = multiplyAdd(a1, right, r1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 2]);
            l2 = multiplyAdd(a2, left, l2);
            r2 = multiplyAdd(a2, right, r2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 3]);
            l3 = multiplyAdd(a3, left, l3);
            r3 = multiplyAdd(a3, right, r3);
            FloatVector a4 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 4]);
            l4 = multiplyAdd(a4, left, l4);
            r4 = multiplyAdd(a4, right, r4);
            FloatVector a5 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 5]);
            l5 = multiplyAdd(a5, left, l5);
            r5 = multiplyAdd(a5, right, r5);
            FloatVector a6 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 6]);
            l6 = multiplyAdd(a6, left, l6);
            r6 = multiplyAdd(a6, right, r6);
            FloatVector a7 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 7]);
            l7 = multiplyAdd(a7, left, l7);
            r7 = multiplyAdd(a7, right, r7);
            FloatVector a8 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 8]);
            l8 = multiplyAdd(a8, left, l8);
            r8 = multiplyAdd(a8, right, r8);
            FloatVector a9 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 9]);
            l9 = multiplyAdd(a9, left, l9);
            r9 = multiplyAdd(a9, right, r9);
            FloatVector a10 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 10]);
            l10 = multiplyAdd(a10, left, l10);
            r10 = multiplyAdd(a10, right, r10);
            FloatVector a11 = FloatVector.broadcast(SPECIES, a[ao + k * 12 + 11]);
            l11 = multiplyAdd(a11, left, l11);
            r11 = multiplyAdd(a11, right, r11);
        }
        l0.intoArray(tile, 0);
        r0.intoArray(tile, LANES);
        l1.intoArray(tile, NR);
        r1.intoArray(tile, NR + LANES);
        l2.intoArray(tile, 2 * NR);
        r2.intoArray(tile, 2 * NR + LANES);
        l3.intoArray(tile, 3 * NR);
        r3.intoArray(tile, 3 * NR + LANES);
        l4.intoArray(tile, 4 * NR);
        r4.intoArray(tile, 4 * NR + LANES);
        l5.intoArray(tile, 5 * NR);
        r5.intoArray(tile, 5 * NR + LANES);
        l6.intoArray(tile, 6 * NR);
        r6.intoArray(tile, 6 * NR + LANES);
        l7.intoArray(tile, 7 * NR);
        r7.intoArray(tile, 7 * NR + LANES);
        l8.intoArray(tile, 8 * NR);
        r8.intoArray(tile, 8 * NR + LANES);
        l9.intoArray(tile, 9 * NR);
        r9.intoArray(tile, 9 * NR + LANES);
        l10.intoArray(tile, 10 * NR);
        r10.intoArray(tile, 10 * NR + LANES);
        l11.intoArray(tile, 11 * NR);
        r11.intoArray(tile, 11 * NR + LANES);
    }
}
