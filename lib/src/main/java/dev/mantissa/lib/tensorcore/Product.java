package dev.mantissa.lib.tensorcore;

/**
 * What {@link TensorCoreProduct#multiply} was asked for, checked, with the exponents of both
 * operands.
 */
record Product(
        BlockSum sum,
        float[] a,
        Exponents.Source aExponents,
        float[] b,
        Exponents.Source bExponents,
        float[] c,
        int m,
        int n,
        int k,
        int promote) {

    /** Of operands that have the exponents of their values. */
    static Product of(
            BlockSum sum,
            OperandKind kind,
            float[] a,
            float[] b,
            float[] c,
            int m,
            int n,
            int k,
            int promote) {
        Exponents.Source exponents = Exponents.ofValues(kind.minExponent());
        return new Product(sum, a, exponents, b, exponents, c, m, n, k, promote);
    }
}
