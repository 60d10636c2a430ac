package dev.mantissa.lib.engine;

import static dev.mantissa.lib.engine.Fused.multiplyAdd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost product: a tile of 4 rows and 2 vectors, its 8 sums kept in registers: as many as
 * hide the latency of two multiply-add units. With 6 rows the compiler spills where there are 16
 * registers (AVX2), which halves the speed.
 */
final class MicroKernel {
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    /** Rows of a tile. */
    static final int MR = 4;

    /** Columns of a tile. */
    static final int NR = 2 * LANES;

    /** Longest run of k between two updates of c: a panel of b then stays in the nearest cache. */
    static final int KC = 256;

    /**
     * Distance of two rows of a packed panel of a: not a power of two, so that the rows do not
     * compete for one set of the cache.
     */
    static final int ROW = KC + 16;

    private MicroKernel() {}

    /**
     * tile [MR,NR] = a panel · b panel.
     *
     * @param a MR rows of {@code kc} values, {@link #ROW} apart, from {@code ao}
     * @param b {@code kc} rows of NR values, from {@code bo}
     */
    // Longer than other methods: every sum needs a name of its own to live in a register.
    static void tile(float[] a, int ao, float[] b, int bo, int kc, float[] tile) {
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
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[ao + k]);
            l0 = multiplyAdd(a0, left, l0);
            r0 = multiplyAdd(a0, right, r0);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[ao + ROW + k]);
            l1 = multiplyAdd(a1, left, l1);
            r1 = multiplyAdd(a1, right, r1);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[ao + 2 * ROW + k]);
            l2 = multiplyAdd(a2, left, l2);
            r2 = multiplyAdd(a2, right, r2);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[ao + 3 * ROW + k]);
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
}
