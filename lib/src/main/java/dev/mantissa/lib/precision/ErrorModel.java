package dev.mantissa.lib.precision;

import dev.mantissa.lib.format.Bf16;
import dev.mantissa.lib.format.BinaryFormat;
import dev.mantissa.lib.format.F16;
import dev.mantissa.lib.format.NumberFormat;

/**
 * Predicts the relative error (Frobenius norm, against f64) of a product of N(0,1) matrices.
 *
 * <p>Rounding to nearest with spacing s errs by s/√12 in the root mean square. A value in [2^j,
 * 2^(j+1)) has the spacing 2^(j-m), so one operand errs by 2^-m · √(E[4^j] / 12) relative to its
 * norm, whatever the number of terms; two operands by √2 times that. Stochastic rounding errs by
 * s/√6. Truncation errs by s/√3, and always toward zero: see {@link RoundingError}.
 *
 * <p>A sum in f32 that has i terms so far is N(0,i) and is rounded once more by each further term:
 * k terms in a row err by 2^-23 · √(E[4^j] / 24 · (k + 1)) relative to the sum. Engines add runs of
 * {@link #RUN} terms and then the runs, so the error hardly grows beyond that.
 */
final class ErrorModel {
    /** E[4^floor(log2 |x|)] for x from N(0,1). */
    private static final double MEAN_SQUARE_SPACING = 0.542859;

    /** E[|x| 2^floor(log2 |x|)] for x from N(0,1). */
    private static final double MEAN_SPACING = 0.722480;

    /** Terms that an engine's matrix product adds one after another before it adds up the runs. */
    static final int RUN = 256;

    /** Terms that are exact before a 16-bit sum is rounded. */
    private static final int NARROW_RUN = 8;

    /** With fewer, N(0,1) reaches the subnormals or the largest value. */
    private static final int ENOUGH_EXPONENT_BITS = 5;

    private static final double F32_SUM =
            Math.sqrt(MEAN_SQUARE_SPACING / 24) * Math.scalb(1.0, -23);

    /** A sum kept in f64 is rounded once, when it is stored as f32. */
    private static final double F32_STORE =
            Math.sqrt(MEAN_SQUARE_SPACING / 12) * Math.scalb(1.0, -23);

    private ErrorModel() {}

    /** Of a product with {@code k} terms per sum. */
    static double product(Precision mode, long k) {
        Splitting splitting = mode.splitting();
        if (splitting != null) {
            return SplitSample.error(splitting, k);
        }
        return Math.hypot(operands(mode, k), accumulation(mode.accumulation(), k));
    }

    /** The part that comes from rounding both operands, which are not split. */
    static double operands(Precision mode, long k) {
        RoundingError left = rounding(mode.operandFormat(), k);
        return left.product(rounding(mode.rightFormat(), k));
    }

    /** The part that comes from rounding one operand, relative to its norm. */
    static double operandRounding(NumberFormat format, long k) {
        return rounding(format, k).size();
    }

    private static RoundingError rounding(NumberFormat format, long k) {
        if (format.roundsNothing()) {
            return RoundingError.NONE;
        }
        if (!(format instanceof BinaryFormat binary)
                || format.exponentBits() < ENOUGH_EXPONENT_BITS) {
            return RoundingSample.error(format, k);
        }
        double step = Math.scalb(1.0, -format.mantissaBits());
        double square = MEAN_SQUARE_SPACING * step * step;
        return switch (binary.rounding()) {
            case NEAREST_EVEN, NEAREST_AWAY -> RoundingError.of(square / 12, 0);
            case STOCHASTIC -> RoundingError.of(square / 6, 0);
            case TOWARD_ZERO -> RoundingError.of(square / 3, -MEAN_SPACING * step / 2);
        };
    }

    /** The part that comes from the sums. */
    static double accumulation(Accumulation sums, long k) {
        return switch (sums) {
            case F32 -> F32_SUM * Math.sqrt(Math.min(k, RUN) + Math.ceilDiv(k, RUN));
            case F32_SEQUENTIAL -> F32_SUM * Math.sqrt(k + 1.0);
            case F64 -> F32_STORE;
            case F16 -> narrow(F16.FORMAT, k);
            case BF16 -> narrow(Bf16.FORMAT, k);
        };
    }

    /** Rounded once for each {@link #NARROW_RUN} terms. */
    private static double narrow(NumberFormat format, long k) {
        double roundings = Math.ceilDiv(k, NARROW_RUN) + 1.0;
        return F32_SUM * Math.scalb(1.0, 23 - format.mantissaBits()) * Math.sqrt(roundings);
    }
}
