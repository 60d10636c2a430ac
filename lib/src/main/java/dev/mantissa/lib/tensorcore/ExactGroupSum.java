package dev.mantissa.lib.tensorcore;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The definition of {@link GroupSum}, written down in integers of any length. Slow, and independent
 * of {@link ScaledProduct}, which must agree with it in every bit.
 */
public final class ExactGroupSum {
    private ExactGroupSum() {}

    /** A group, in units of 2^-UNIT. */
    private record Term(BigInteger value, int exponent) {}

    /**
     * c + (vector {@code row} of a) · (vector {@code col} of b), along the whole of k; every {@code
     * promote} terms the sum so far, begun at 0, is added to c to nearest even.
     *
     * @param promote a multiple of {@link GroupSum#terms()}; k or more: the sum begins at c
     */
    public static float dot(
            GroupSum sum,
            float c,
            ScaledOperand a,
            int row,
            ScaledOperand b,
            int col,
            int promote) {
        boolean chained = promote >= a.k();
        float result = c;
        for (int from = 0; from < a.k(); from += promote) {
            float partial = chained ? c : 0;
            int end = Math.min(from + promote, a.k());
            for (int at = from; at < end; at += sum.terms()) {
                int to = Math.min(at + sum.terms(), end);
                partial = step(sum, partial, a, row, b, col, at, to);
            }
            result = chained ? partial : result + partial;
            result = Float.isNaN(result) ? SumFormat.F32.nan() : result;
        }
        return result;
    }

    private static float step(
            GroupSum sum,
            float c,
            ScaledOperand a,
            int row,
            ScaledOperand b,
            int col,
            int from,
            int to) {
        boolean nan = Float.isNaN(c);
        for (int i = from; i < to; i++) {
            nan |= Double.isNaN(a.scale(row, i)) || Double.isNaN(b.scale(col, i));
        }
        if (nan) {
            return SumFormat.F32.nan();
        }
        if (Float.isInfinite(c)) {
            return c;
        }
        List<Term> terms = new ArrayList<>();
        int exponentOfC = ExactTensorCore.exponent(c, SumFormat.F32.minExponent());
        terms.add(new Term(ExactTensorCore.units(c), exponentOfC));
        for (int i = from; i < to; i += sum.group()) {
            terms.add(group(a, row, b, col, i, Math.min(i + sum.group(), to), sum.group() == 1));
        }
        int top = terms.stream().mapToInt(Term::exponent).max().orElseThrow();
        BigInteger total = BigInteger.ZERO;
        for (Term term : terms) {
            int last = top - sum.fractionBits();
            total = total.add(ExactTensorCore.truncate(term.value(), last));
        }
        return ExactTensorCore.towardZero(total, SumFormat.F32.significandBits());
    }

    private static Term group(
            ScaledOperand a, int row, ScaledOperand b, int col, int from, int to, boolean single) {
        BigInteger value = BigInteger.ZERO;
        for (int i = from; i < to; i++) {
            value =
                    value.add(
                            product(a.elements()[row * a.k() + i], b.elements()[col * b.k() + i]));
        }
        double left = a.scale(row, from);
        double right = b.scale(col, from);
        int exponent = ScaledOperand.exponent(left) + ScaledOperand.exponent(right);
        if (single) {
            int min = 2 - (1 << a.format().exponentBits() - 1);
            exponent +=
                    ExactTensorCore.exponent(a.elements()[row * a.k() + from], min)
                            + ExactTensorCore.exponent(b.elements()[col * b.k() + from], min);
        }
        BigInteger scaled = value.multiply(ExactTensorCore.units(left));
        scaled = scaled.multiply(ExactTensorCore.units(right));
        return new Term(scaled.shiftRight(2 * ExactTensorCore.UNIT), exponent);
    }

    private static BigInteger product(double a, double b) {
        return ExactTensorCore.units(a)
                .multiply(ExactTensorCore.units(b))
                .shiftRight(ExactTensorCore.UNIT);
    }
}
