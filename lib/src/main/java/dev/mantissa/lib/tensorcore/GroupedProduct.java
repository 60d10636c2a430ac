package dev.mantissa.lib.tensorcore;

import dev.mantissa.lib.engine.WorkerPool;
import java.util.Arrays;

/**
 * Groups of many narrow products. Their sums are small multiples of 1/4, exact in f32; with both
 * scales they have 20 bits, exact in f64, and so is that times the power of two that makes the last
 * kept bit the unit. Conversion to a 64-bit integer then cuts what is below, as the adder does.
 */
final class GroupedProduct {
    /** Rows and columns of a task: a step's part of b stays in a near cache. */
    private static final int ROWS = 32;

    private static final int COLS = 128;

    /** Beyond any exponent of two finite scales. */
    private static final int NOT_FINITE = 500;

    /** Of a scale that is NaN: beyond that of an infinite sum too, whatever the other scale. */
    private static final int NAN_SCALE = 4 * Exponents.NOT_FINITE;

    private static final int BIAS = 1023;
    private static final int FRACTION = 52;
    private static final double BEYOND = 0x1p128;

    private final GroupSum sum;
    private final int m;
    private final int n;
    private final int k;
    private final float[] a;
    private final double[] aScales;
    private final int[] aExponents;

    /** [k, n], and of each group [groups, n]. */
    private final float[] b;

    private final double[] bScales;
    private final int[] bExponents;
    private final float[] c;
    private final int promote;
    private final int groups;

    GroupedProduct(GroupSum sum, ScaledOperand a, ScaledOperand b, float[] c, int promote) {
        this.sum = sum;
        this.m = a.vectors();
        this.n = b.vectors();
        this.k = a.k();
        this.c = c;
        this.promote = promote;
        groups = Math.ceilDiv(k, sum.group());
        this.a = a.elements();
        aScales = new double[m * groups];
        aExponents = new int[m * groups];
        scales(a, aScales, aExponents, groups, 1);
        this.b = new float[k * n];
        for (int j = 0; j < n; j++) {
            for (int p = 0; p < k; p++) {
                this.b[p * n + j] = b.elements()[j * k + p];
            }
        }
        bScales = new double[groups * n];
        bExponents = new int[groups * n];
        scales(b, bScales, bExponents, 1, n);
    }

    private void scales(
            ScaledOperand x, double[] scales, int[] exponents, int vectorStride, int stride) {
        for (int vector = 0; vector < x.vectors(); vector++) {
            for (int group = 0; group < groups; group++) {
                double scale = x.scale(vector, group * sum.group());
                int to = vector * vectorStride + group * stride;
                scales[to] = scale;
                exponents[to] = Double.isNaN(scale) ? NAN_SCALE : ScaledOperand.exponent(scale);
            }
        }
    }

    void run(WorkerPool pool) {
        int across = Math.ceilDiv(n, COLS);
        pool.run(
                SlicedProduct.WHAT,
                Math.ceilDiv(m, ROWS) * across,
                task -> tile(task / across * ROWS, task % across * COLS));
    }

    private void tile(int row, int col) {
        int rows = Math.min(ROWS, m - row);
        int cols = Math.min(COLS, n - col);
        int perStep = sum.terms() / sum.group();
        float[] sums = new float[rows * cols];
        for (int r = 0; r < rows && promote == 0; r++) {
            System.arraycopy(c, (row + r) * n + col, sums, r * cols, cols);
        }
        float[] dots = new float[perStep * cols];
        for (int group = 0; group < groups; group += perStep) {
            int count = Math.min(perStep, groups - group);
            for (int r = 0; r < rows; r++) {
                dots(row + r, col, cols, group, count, dots);
                add(row + r, col, cols, group, count, dots, sums, r * cols);
            }
            int done = (group + perStep) * sum.group();
            if (promote > 0 && (done >= k || done % promote == 0)) {
                promote(row, col, rows, cols, sums);
            }
        }
        for (int r = 0; r < rows && promote == 0; r++) {
            System.arraycopy(sums, r * cols, c, (row + r) * n + col, cols);
        }
    }

    private void dots(int row, int col, int cols, int group, int count, float[] dots) {
        for (int g = 0; g < count; g++) {
            int from = (group + g) * sum.group();
            int to = Math.min(from + sum.group(), k);
            Arrays.fill(dots, g * cols, (g + 1) * cols, 0);
            for (int p = from; p < to; p++) {
                addScaled(dots, g * cols, cols, a[row * k + p], p * n + col);
            }
        }
    }

    private void addScaled(float[] dots, int at, int cols, float x, int from) {
        for (int j = 0; j < cols; j++) {
            dots[at + j] += x * b[from + j];
        }
    }

    private void add(
            int row, int col, int cols, int group, int count, float[] dots, float[] sums, int at) {
        int left = row * groups + group;
        for (int j = 0; j < cols; j++) {
            float before = sums[at + j];
            int top = Exponents.of(before, SumFormat.F32.minExponent());
            for (int g = 0; g < count; g++) {
                int right = (group + g) * n + col + j;
                top = Math.max(top, aExponents[left + g] + bExponents[right]);
            }
            if (top >= NOT_FINITE) {
                sums[at + j] = notFinite(before, top);
                continue;
            }
            double unit = powerOfTwo(sum.fractionBits() - top);
            long total = (long) (before * unit);
            for (int g = 0; g < count; g++) {
                double scales = aScales[left + g] * bScales[(group + g) * n + col + j];
                total += (long) (dots[g * cols + j] * scales * unit);
            }
            sums[at + j] = truncated(total * powerOfTwo(top - sum.fractionBits()));
        }
    }

    /** Finite blocks leave an infinite sum as it is; NaN of either makes NaN. */
    private static float notFinite(float before, int top) {
        boolean scaleIsNan = top > Exponents.NOT_FINITE;
        return scaleIsNan || Float.isNaN(before) ? SumFormat.F32.nan() : before;
    }

    private static double powerOfTwo(int exponent) {
        return Double.longBitsToDouble((long) (exponent + BIAS) << FRACTION);
    }

    /** Toward zero to f32; what is beyond it becomes an infinity, and zero is positive. */
    private static float truncated(double value) {
        float near = (float) value;
        if (Math.abs(value) < BEYOND && Math.abs((double) near) > Math.abs(value)) {
            near = Float.intBitsToFloat(Float.floatToRawIntBits(near) - 1);
        }
        return near + 0f;
    }

    private void promote(int row, int col, int rows, int cols, float[] sums) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < cols; j++) {
                int at = (row + r) * n + col + j;
                float sum = c[at] + sums[r * cols + j];
                c[at] = Float.isNaN(sum) ? SumFormat.F32.nan() : sum;
            }
        }
        Arrays.fill(sums, 0);
    }
}
